//! Users of a changed thing as a tree of lines.

use crate::compare::User;

/// One line for each user, users of users below them.
pub fn lines(users: &[User]) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, user) in users.iter().enumerate() {
        let last = index + 1 == users.len();
        let (branch, below) = if last {
            ("└─ ", "   ")
        } else {
            ("├─ ", "│  ")
        };
        // What is empty but no call has been followed further up.
        let repeated =
            user.users.is_empty() && !user.name.contains('(') && user.name != "every error";
        let mark = if repeated { " (*)" } else { "" };
        lines.push(format!("{branch}{}{mark}", user.name));
        lines.extend(
            self::lines(&user.users)
                .into_iter()
                .map(|line| format!("{below}{line}")),
        );
    }
    lines
}
