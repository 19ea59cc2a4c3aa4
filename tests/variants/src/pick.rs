//! Where a rewrite is applied: everywhere, or at one random place.

/// Chooses among the places where a rewrite is possible.
pub struct Pick {
    random: Random,
    everywhere: bool,
    chosen: usize,
}

impl Pick {
    /// Every place. Shuffles are still the same in each run.
    pub fn everywhere() -> Self {
        Self {
            random: Random(SEED),
            everywhere: true,
            chosen: 0,
        }
    }

    /// One place, determined by `seed`.
    pub fn one(seed: u64) -> Self {
        let mut random = Random(SEED ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        // Small seeds differ in few bits.
        for _ in 0..8 {
            random.next();
        }
        Self {
            random,
            everywhere: false,
            chosen: 0,
        }
    }

    /// The places to rewrite.
    pub(crate) fn among<T>(&mut self, mut places: Vec<T>) -> Vec<T> {
        if !self.everywhere && places.len() > 1 {
            places = vec![places.swap_remove(self.random.below(places.len()))];
        }
        self.chosen += places.len();
        places
    }

    /// Puts `items` in another order.
    pub(crate) fn shuffle<T: Clone + PartialEq>(&mut self, items: &mut [T]) {
        let before = items.to_vec();
        for end in (1..items.len()).rev() {
            items.swap(end, self.random.below(end + 1));
        }
        if items == before.as_slice() {
            items.reverse();
        }
    }

    /// Whether there was a place since the last call.
    pub(crate) fn take_used(&mut self) -> bool {
        std::mem::take(&mut self.chosen) > 0
    }
}

const SEED: u64 = 0x2545_f491_4f6c_dd1d;

/// Marsaglia's xorshift, which gives the same numbers with any version of any library.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap_or(0)
    }
}
