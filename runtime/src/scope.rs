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
//! create_lead::<ReadOnly>(); // error: this operation changes data
//! ```

mod sealed {
    pub trait Sealed {}
}

/// A scope that allows reading. Implemented only by [`ReadOnly`] and [`ReadWrite`].
#[diagnostic::on_unimplemented(
    message = "this operation reads data, which the scope `{Self}` does not allow",
    label = "needs read access",
    note = "use a client whose scope is `ReadOnly` or `ReadWrite`"
)]
pub trait CanRead: sealed::Sealed {}

/// A scope that allows changes. Implemented only by [`ReadWrite`].
#[diagnostic::on_unimplemented(
    message = "this operation changes data, which the scope `{Self}` does not allow",
    label = "needs write access",
    note = "call it on a client with the scope `ReadWrite`, whose token was granted write access"
)]
pub trait CanWrite: sealed::Sealed {}

/// Read access only: the operations that change nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadOnly {}

/// Read and write access: every operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadWrite {}

/// Whether a token with the scopes `granted` may call an operation that needs `needed`.
///
/// A scope of the same action for a single resource, such as `read:books` for `read:all`, is not
/// rejected here: only the server knows what it covers.
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
            ("read:all write:all", "read:all", true),
            ("read:all write:all", "write:all", true),
            ("read:all", "write:all", false),
            ("write:all", "read:all", false),
            ("read:books", "read:all", true),
            ("", "read:all", false),
            ("openid", "read:all", false),
            ("readonly:all", "read:all", false),
            ("openid", "openid", true),
        ] {
            assert_eq!(covers(granted, needed), covered, "{granted} {needed}");
        }
    }
}
