//! One pack and two packs as the vectors that products sum in.

use super::{LANES, Lanes, Pack, vector::Vector};

/// One pack.
#[derive(Clone, Copy)]
pub struct One<L>(L);

impl<L: Lanes> Vector for One<L> {
    const PACKS: usize = 1;
    type Columns<'a> = &'a [Pack];

    #[inline(always)]
    fn splat(x: f32) -> Self {
        Self(L::splat(x))
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        Self(self.0.mul_add(factor.0, summand.0))
    }
    #[inline(always)]
    fn columns(packs: &[Pack], start: usize, _apart: usize, length: usize) -> &[Pack] {
        &packs[start..][..length]
    }
    #[inline(always)]
    fn load(columns: &[Pack], at: usize) -> Self {
        Self(L::load(&columns[at]))
    }
    #[inline(always)]
    fn store(self, packs: &mut [Pack], start: usize, _apart: usize) {
        self.0.store(&mut packs[start]);
    }
    #[inline(always)]
    fn read(row: &[f32], panel: usize) -> Self {
        Self(read_ragged(&row[panel * LANES..]))
    }
    #[inline(always)]
    fn write(self, row: &mut [f32], panel: usize) {
        write_ragged(self.0, &mut row[panel * LANES..]);
    }
}

/// Two packs, in two registers.
#[derive(Clone, Copy)]
pub struct Two<L>(L, L);

impl<L: Lanes> Two<L> {
    /// The packs one after the other.
    #[inline(always)]
    pub const fn new(first: L, second: L) -> Self {
        Self(first, second)
    }

    /// The first pack and the second.
    #[inline(always)]
    pub const fn halves(self) -> (L, L) {
        (self.0, self.1)
    }
}

impl<L: Lanes> Vector for Two<L> {
    const PACKS: usize = 2;
    type Columns<'a> = [&'a [Pack]; 2];

    #[inline(always)]
    fn splat(x: f32) -> Self {
        Self(L::splat(x), L::splat(x))
    }
    #[inline(always)]
    fn mul_add(self, factor: Self, summand: Self) -> Self {
        Self(self.0.mul_add(factor.0, summand.0), self.1.mul_add(factor.1, summand.1))
    }
    #[inline(always)]
    fn columns(packs: &[Pack], start: usize, apart: usize, length: usize) -> [&[Pack]; 2] {
        [&packs[start..][..length], &packs[start + apart..][..length]]
    }
    #[inline(always)]
    fn load([first, second]: [&[Pack]; 2], at: usize) -> Self {
        Self(L::load(&first[at]), L::load(&second[at]))
    }
    #[inline(always)]
    fn store(self, packs: &mut [Pack], start: usize, apart: usize) {
        self.0.store(&mut packs[start]);
        self.1.store(&mut packs[start + apart]);
    }
    #[inline(always)]
    fn read(row: &[f32], panel: usize) -> Self {
        let rest = &row[panel * LANES..];
        Self(read_ragged(rest), read_ragged(&rest[LANES..]))
    }
    #[inline(always)]
    fn write(self, row: &mut [f32], panel: usize) {
        let rest = &mut row[panel * LANES..];
        write_ragged(self.0, rest);
        write_ragged(self.1, &mut rest[LANES..]);
    }
}

/// The first eight numbers; zeros beyond the end.
#[inline(always)]
fn read_ragged<L: Lanes>(rest: &[f32]) -> L {
    if let Some(full) = rest.first_chunk() {
        return L::read(full);
    }
    let mut pack = Pack::ZERO;
    pack.0[..rest.len()].copy_from_slice(rest);
    L::load(&pack)
}

/// Eight numbers to the front, those beyond the end nowhere.
#[inline(always)]
fn write_ragged<L: Lanes>(numbers: L, rest: &mut [f32]) {
    if let Some(full) = rest.first_chunk_mut() {
        return numbers.write(full);
    }
    let mut pack = Pack::ZERO;
    numbers.store(&mut pack);
    rest.copy_from_slice(&pack.0[..rest.len()]);
}
