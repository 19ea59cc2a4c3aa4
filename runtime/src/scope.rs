//! The operations that a client may call, as types.
//!
//! A generated client is generic over its scope. Write operations are bounded by [`CanWrite`],
//! which [`ReadOnly`] does not implement, so that calling one on a read-only client does not
//! compile:
//!
//! ```compile_fail,E0277
//! use nomos_client_runtime::scope::{CanWrite, ReadOnly};
//!
//! fn create_lead<S: CanWrite>() {}
//! create_lead::<ReadOnly>(); // error: this operation requires the scope `write:*`
//! ```

mod sealed {
    pub trait Sealed {}
}

/// A scope that covers reading (`read:*`). Implemented only by [`ReadOnly`] and [`ReadWrite`].
#[diagnostic::on_unimplemented(
    message = "this operation requires the scope `read:*`, which `{Self}` does not have",
    label = "needs `read:*`",
    note = "use a client whose scope is `ReadOnly` or `ReadWrite`"
)]
pub trait CanRead: sealed::Sealed {}

/// A scope that covers writing (`write:*`). Implemented only by [`ReadWrite`].
#[diagnostic::on_unimplemented(
    message = "this operation requires the scope `write:*`, which `{Self}` does not have",
    label = "needs `write:*`",
    note = "a read-only client cannot change anything: call this on a client with the scope \
            `ReadWrite`, whose token was granted `write:*`"
)]
pub trait CanWrite: sealed::Sealed {}

/// Read-only: the operations with the scope `read:*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadOnly {}

/// Every operation: the scopes `read:*` and `write:*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadWrite {}

/// Whether a token with the scopes `granted` may call an operation that needs `needed`.
///
/// The API has announced scopes for individual resources. The server decides what they cover, so a
/// scope with the same action (`read:plans` for `read:*`) is not rejected here.
pub(crate) fn covers(granted: &str, needed: &str) -> bool {
    fn action(scope: &str) -> &str {
        scope.split_once(':').map_or(scope, |(action, _)| action)
    }
    granted
        .split_ascii_whitespace()
        .any(|scope| action(scope) == action(needed))
}

impl sealed::Sealed for ReadOnly {}
impl sealed::Sealed for ReadWrite {}
impl CanRead for ReadOnly {}
impl CanRead for ReadWrite {}
impl CanWrite for ReadWrite {}

#[cfg(test)]
mod tests {
    use super::covers;

    #[test]
    fn a_scope_covers_operations_of_its_action() {
        for (granted, needed, covered) in [
            ("read:* write:*", "read:*", true),
            ("read:* write:*", "write:*", true),
            ("read:*", "write:*", false),
            ("write:*", "read:*", false),
            ("read:plans", "read:*", true),
            ("", "read:*", false),
            ("openid", "read:*", false),
            ("readonly:*", "read:*", false),
            ("openid", "openid", true),
        ] {
            assert_eq!(covers(granted, needed), covered, "{granted} {needed}");
        }
    }
}
