//! Each activation in each export format.

use super::onnx::graph::{FLOAT, Graph, float, integer};
use crate::nn::Activation;

/// An activation in every format; source code is a function of `z` with the activation's name.
#[derive(Clone, Copy)]
pub(super) struct Written {
    /// Appends its ONNX nodes to the result `z` and returns the name of their result.
    pub onnx: Nodes,
    /// The lines of the function in Python, for an array `z`.
    pub python: &'static [&'static str],
    /// What these lines need besides NumPy.
    pub python_import: Option<&'static str>,
    /// The body of the function in Rust, for a number `z`.
    pub rust: &'static str,
    /// A function that this body calls and the standard library lacks.
    pub rust_helper: Option<&'static str>,
    /// The body of the function in JavaScript, for a number `z`.
    pub javascript: &'static str,
    /// A function that this body calls and JavaScript lacks.
    pub javascript_helper: Option<&'static str>,
    /// The activations that all these functions call; those call no others.
    pub calls: &'static [Activation],
}

type Nodes = fn(&mut Graph, &str) -> String;

/// An activation that calls and needs nothing else.
const fn plain(onnx: Nodes, python: &'static [&'static str], rust: &'static str, javascript: &'static str) -> Written {
    let (python_import, rust_helper, javascript_helper) = (None, None, None);
    Written { onnx, python, python_import, rust, rust_helper, javascript, javascript_helper, calls: &[] }
}

/// The exports of `activation`.
pub(super) const fn written(activation: Activation) -> Written {
    match activation {
        Activation::Linear => plain(|_, z| z.into(), &["return z"], "z", "z"),
        Activation::Sigmoid => plain(
            |graph, z| graph.node("Sigmoid", &[z], &[]),
            &["e = np.exp(-np.abs(z))  # never overflows", "return np.where(z < 0, e, 1) / (1 + e)"],
            "1.0 / (1.0 + (-z).exp())",
            "1 / (1 + Math.exp(-z))",
        ),
        Activation::Tanh => {
            plain(|graph, z| graph.node("Tanh", &[z], &[]), &["return np.tanh(z)"], "z.tanh()", "Math.tanh(z)")
        }
        Activation::Relu => plain(
            |graph, z| graph.node("Relu", &[z], &[]),
            &["return np.maximum(z, 0)"],
            "z.max(0.0)",
            "Math.max(z, 0)",
        ),
        Activation::LeakyRelu => plain(
            |graph, z| graph.node("LeakyRelu", &[z], &[float("alpha", 0.01)]),
            &["return np.where(z > 0, z, 0.01 * z)"],
            "if z > 0.0 { z } else { 0.01 * z }",
            "z > 0 ? z : 0.01 * z",
        ),
        Activation::Elu => plain(
            |graph, z| graph.node("Elu", &[z], &[float("alpha", 1.0)]),
            &["return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))"],
            "if z > 0.0 { z } else { z.exp_m1() }",
            "z > 0 ? z : Math.expm1(z)",
        ),
        Activation::Gelu => Written {
            python_import: Some("import math"),
            rust_helper: Some(ERF),
            javascript_helper: Some(JAVASCRIPT_ERF),
            ..plain(
                gelu,
                &["erf = np.vectorize(math.erf, otypes=[np.float32])", "return z * (0.5 * erf(0.70710677 * z) + 0.5)"],
                "z * (0.5 * erf(0.70710677 * z) + 0.5)",
                "z * (0.5 * erf(0.70710677 * z) + 0.5)",
            )
        },
        Activation::Silu => Written {
            calls: &[Activation::Sigmoid],
            ..plain(
                |graph, z| {
                    let s = graph.node("Sigmoid", &[z], &[]);
                    graph.node("Mul", &[z, &s], &[])
                },
                &["return z * sigmoid(z)"],
                "z * sigmoid(z)",
                "z * sigmoid(z)",
            )
        },
        Activation::Mish => Written {
            calls: &[Activation::Softplus],
            ..plain(
                // The operator Mish was added in opset 18.
                |graph, z| {
                    let softplus = graph.node("Softplus", &[z], &[]);
                    let t = graph.node("Tanh", &[&softplus], &[]);
                    graph.node("Mul", &[z, &t], &[])
                },
                &["return z * np.tanh(softplus(z))"],
                "z * softplus(z).tanh()",
                "z * Math.tanh(softplus(z))",
            )
        },
        Activation::Softplus => plain(
            |graph, z| graph.node("Softplus", &[z], &[]),
            &["return np.logaddexp(0, z)"],
            "z.max(0.0) + (-z.abs()).exp().ln_1p()",
            "Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))",
        ),
        Activation::Sine => {
            plain(|graph, z| graph.node("Sin", &[z], &[]), &["return np.sin(z)"], "z.sin()", "Math.sin(z)")
        }
        Activation::Step => plain(
            |graph, z| {
                let positive = graph.with("Greater", z, 0.0);
                graph.node("Cast", &[&positive], &[integer("to", FLOAT)])
            },
            &["return (z > 0).astype(np.float32)"],
            "if z > 0.0 { 1.0 } else { 0.0 }",
            "z > 0 ? 1 : 0",
        ),
    }
}

/// The operator Gelu was added in opset 20.
fn gelu(graph: &mut Graph, z: &str) -> String {
    let scaled = graph.with("Mul", z, std::f32::consts::FRAC_1_SQRT_2);
    let erf = graph.node("Erf", &[&scaled], &[]);
    let half = graph.with("Mul", &erf, 0.5);
    let distribution = graph.with("Add", &half, 0.5);
    graph.node("Mul", &[z, &distribution], &[])
}

/// The approximation of `nn::math::erf`, since the standard library has no erf.
const ERF: &str = "
fn erf(x: f32) -> f32 {
    let polynomial = |x: f32, c: [f32; 6]| c.iter().rev().fold(0.0, |sum, c| sum * x + c);
    let x = x.clamp(-3.95, 3.95); // from here on it rounds to 1
    let above = [1.128_379_1, 0.190_593_05, 0.052_769_18, 0.003_772_513, 0.000_284_841_66, 2.046_019_5e-6];
    let below = [1.0, 0.502_241_43, 0.114_182_405, 0.014_983_124, 0.001_163_847, 3.804_759_4e-5];
    (x * polynomial(x * x, above) / polynomial(x * x, below)).clamp(-1.0, 1.0)
}";

/// The same in JavaScript, which has no erf either.
const JAVASCRIPT_ERF: &str = "
function erf(x) {
    const polynomial = (x, c) => c.reduceRight((sum, c) => sum * x + c, 0);
    const above = [1.1283791, 0.19059305, 0.05276918, 0.003772513, 0.00028484166, 0.0000020460195];
    const below = [1, 0.5022414, 0.114182405, 0.014983124, 0.001163847, 0.000038047594];
    const y = Math.min(Math.max(x, -3.95), 3.95); // from here on it rounds to 1
    return Math.min(Math.max((y * polynomial(y * y, above)) / polynomial(y * y, below), -1), 1);
}";
