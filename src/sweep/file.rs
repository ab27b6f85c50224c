//! The plan file: RON that a person can read and change, with the experiment inside.

use ron::{Options, extensions::Extensions, ser::PrettyConfig};
use serde::{Deserialize, Serialize};

use super::{Halving, Plan};
use crate::language::shortened;

/// The value of `format` in every plan.
const FORMAT: &str = "neurarium sweep plan";
/// The newest version, the only one that is written.
const VERSION: u32 = 1;

/// The header of every version.
#[derive(Deserialize)]
struct Header {
    format: String,
    version: u32,
}

/// The whole document.
#[derive(Serialize)]
struct Writing<'a> {
    format: &'a str,
    version: u32,
    plan: &'a Plan,
}

#[derive(Deserialize)]
#[serde(rename = "Writing", deny_unknown_fields)]
struct Document {
    #[expect(dead_code, reason = "it was looked at in the header")]
    format: String,
    #[expect(dead_code, reason = "it was looked at in the header")]
    version: u32,
    plan: Plan,
}

/// RON in which a value that can be absent is written without `Some` around it.
fn dialect() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

impl Plan {
    /// The text of its file.
    ///
    /// # Panics
    /// Never: every part of a plan can be written as RON.
    #[must_use]
    pub fn to_text(&self) -> String {
        let pretty = PrettyConfig::new().compact_arrays(true).struct_names(false).indentor("  ").new_line("\n");
        let document = Writing { format: FORMAT, version: VERSION, plan: self };
        let body = dialect().to_string_pretty(&document, pretty).expect("every part of a plan can be written as RON");
        format!("// A sweep of Neurarium {}.\n{body}\n", env!("CARGO_PKG_VERSION"))
    }

    /// Parses a plan and [checks](Self::check) it.
    ///
    /// # Errors
    /// A sentence with the error and its position.
    pub fn from_text(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let is_meant = text.lines().take(20).any(|line| line.contains(FORMAT));
        let header: Header = match dialect().from_str(text) {
            Ok(header) => header,
            Err(error) if is_meant => return Err(wrong(&error)),
            Err(_) => return Err("this is no plan of a sweep; “neurarium sweep plan” makes one of a session".into()),
        };
        if header.format != FORMAT {
            return Err("this is no plan of a sweep; “neurarium sweep plan” makes one of a session".into());
        }
        if header.version != VERSION {
            let version = header.version;
            return Err(format!(
                "the plan has version {version}, and this program knows version {VERSION}; take a newer program"
            ));
        }
        let Document { plan, .. } = dialect().from_str(text).map_err(|error| wrong(&error))?;
        plan.check()?;
        Ok(plan)
    }

    /// A short hash of what determines the results, by which a results file identifies its plan (FNV-1a). More trials
    /// or seeds leave it unchanged, except where they determine which trials are promoted, or the meaning of a grid's
    /// numbers.
    ///
    /// # Panics
    /// Never: every part of a plan can be written as RON.
    #[must_use]
    pub fn name(&self) -> String {
        let mut plan = self.clone();
        if let None | Some(Halving { rungs: 1, .. }) = plan.halving {
            (plan.trials, plan.seeds) = (0, 0);
        }
        let text = dialect().to_string(&plan).expect("every part of a plan can be written as RON");
        let mut sum = 0xcbf2_9ce4_8422_2325_u64;
        for byte in text.bytes() {
            sum = (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        format!("{sum:016x}")
    }
}

fn wrong(error: &ron::error::SpannedError) -> String {
    let (place, code) = (error.span.start, error.code.to_string());
    format!("line {}, column {}: {}", place.line, place.col, shortened(&code, 300))
}
