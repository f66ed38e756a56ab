//! Whole numbers by index, zero where nothing was written.

/// A table of numbers.
#[derive(Clone, Debug)]
pub(super) struct Table(Vec<i64>);

impl Table {
    /// All zero.
    pub(super) fn zeros(length: usize) -> Self {
        Self(vec![0; length])
    }

    /// The number at a place; zero beyond the end.
    pub(super) fn get(&self, index: usize) -> i64 {
        self.0.get(index).copied().unwrap_or(0)
    }

    /// Adds to the number at a place.
    pub(super) fn add(&mut self, index: usize, amount: i64) {
        if let Some(number) = self.0.get_mut(index) {
            *number = number.saturating_add(amount);
        }
    }

    /// Writes the number at a place.
    pub(super) fn set(&mut self, index: usize, number: i64) {
        if let Some(own) = self.0.get_mut(index) {
            *own = number;
        }
    }

    /// Multiplies every number.
    pub(super) fn scale(&mut self, by: i64) {
        for number in &mut self.0 {
            *number = number.saturating_mul(by);
        }
    }
}
