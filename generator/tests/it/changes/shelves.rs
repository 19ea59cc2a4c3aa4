//! Where books are.

/// The number of shelves.
pub const SHELVES: usize = 12;

/// A shelf of the library.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Counted from the door.
    pub number: usize,
}

impl Shelf {
    /// The shelf of a book with this many pages.
    pub fn of(pages: usize) -> Self {
        Self {
            number: pages % SHELVES,
        }
    }
}

/// Whether two shelves are beside each other.
pub fn are_beside(one: &Shelf, other: &Shelf) -> bool {
    one.number.abs_diff(other.number) == 1
}
