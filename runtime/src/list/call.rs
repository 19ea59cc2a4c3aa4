//! What calls of paged lists can be asked for.

use super::{Filter, Page};
use crate::Call;

impl<T, E> Call<Page<T>, E> {
    /// How many items a page holds at most: 1 to 100, otherwise the call fails before anything is
    /// sent. The API takes 10 unless told.
    pub fn limit(mut self, limit: u32) -> Self {
        if !(1..=100).contains(&limit) {
            self = self.with_problem("`limit` is not between 1 and 100");
        }
        self.query("limit", limit)
    }

    /// Reads the page that follows the one whose `next_page` this is.
    pub fn cursor(self, cursor: impl Into<String>) -> Self {
        self.query("cursor", cursor.into())
    }

    /// Reads only the items that pass `filter`. Several filters have to hold together.
    ///
    /// One field cannot be compared with the same operator twice: the call fails then, before
    /// anything is sent.
    pub fn filter(self, filter: Filter<T>) -> Self {
        self.with_filter(filter.key, filter.value)
    }
}
