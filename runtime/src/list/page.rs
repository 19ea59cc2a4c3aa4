//! Pages and lists, as the API returns them.

use serde::{Deserialize, Serialize};

/// One page of a list, newest first.
///
/// To get the next page, repeat the call with [`cursor`](crate::Call::cursor) set to `next_page`. A
/// page is deliberately not an iterator: a loop over it would look like a loop over the whole list.
///
/// ```
/// use nomos_client_runtime::Page;
///
/// let page: Page<u32> = nomos_client_runtime::decode(br#"{"items":[1,2],"next_page":"abc","has_more":true}"#)?;
/// assert_eq!(page.next_page.as_deref(), Some("abc"));
/// assert_eq!(page.items, [1, 2]);
/// assert!(page.has_more);
/// # Ok::<(), nomos_client_runtime::DecodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of this page.
    pub items: Vec<T>,
    /// The cursor of the next page; `None` on the last one. Opaque: pass it on unchanged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_page: Option<String>,
    /// Whether there is a next page.
    #[serde(default)]
    pub has_more: bool,
}

/// A list from an operation without cursors: all items that one call returns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct List<T> {
    /// The items.
    pub items: Vec<T>,
    /// Whether the API has more items than it returned.
    #[serde(default)]
    pub has_more: bool,
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    #[test]
    fn next_page_and_has_more_may_be_absent() {
        let page: Page<u8> = decode(br#"{"object":"list","items":[1]}"#).unwrap();
        assert_eq!(
            page,
            Page {
                items: vec![1],
                next_page: None,
                has_more: false
            }
        );
    }

    #[test]
    fn next_page_may_be_null() {
        let page: Page<u8> = decode(br#"{"items":[],"next_page":null,"has_more":false}"#).unwrap();
        assert_eq!(page.next_page, None);
    }

    #[test]
    fn items_are_required() {
        assert_eq!(
            decode::<Page<u8>>(b"{}").unwrap_err().message(),
            "missing field `items`"
        );
    }

    #[test]
    fn a_list_ignores_cursors() {
        let list: List<u8> = decode(br#"{"items":[1,2],"has_more":true,"next_page":"x"}"#).unwrap();
        assert!(list.has_more);
        assert_eq!(list.into_iter().collect::<Vec<_>>(), [1, 2]);
    }
}
