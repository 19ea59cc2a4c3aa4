//! The options of calls that return pages.

use super::{Filter, Page};
use crate::Call;

impl<T, E> Call<Page<T>, E> {
    /// Sets the maximum number of items per page, from 1 to 100; other values are rejected locally.
    /// The API defaults to 10.
    pub fn limit(mut self, limit: u32) -> Self {
        if !(1..=100).contains(&limit) {
            self = self.with_problem("`limit` must be between 1 and 100");
        }
        self.with_query("limit", limit)
    }

    /// Requests the page at this cursor, the `next_page` of the previous page.
    pub fn cursor(self, cursor: impl Into<String>) -> Self {
        self.with_query("cursor", cursor.into())
    }

    /// Requests only the items that match `filter`. Multiple filters are combined with AND.
    ///
    /// Using the same operator twice on one field is rejected locally.
    pub fn filter(self, filter: Filter<T>) -> Self {
        self.with_filter(filter.key, filter.value)
    }
}
