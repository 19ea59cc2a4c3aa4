//! The users of a changed item as a tree of lines.

use super::words::user;
use crate::compare::User;

/// One line for each user, users of users below them.
pub fn lines(users: &[User]) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, one) in users.iter().enumerate() {
        let last = index + 1 == users.len();
        let (branch, below) = if last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        let users = one.users();
        // The users of a type that was followed elsewhere in the tree are listed there.
        let mark = if users.is_some_and(<[_]>::is_empty) {
            " (*)"
        } else {
            ""
        };
        lines.push(format!("{branch}{}{mark}", user(one)));
        let inner = self::lines(users.unwrap_or_default());
        lines.extend(inner.into_iter().map(|line| format!("{below}{line}")));
    }
    lines
}
