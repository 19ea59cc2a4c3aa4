//! The version of a crate after changes.

use crate::compare::{Change, Class};

/// The next version: breaking changes increment the minor number below 1.0 and the major number
/// from 1.0 on, additive changes and texts the patch number below 1.0; `None` if `version` is not
/// three numbers.
pub fn bump(version: &str, changes: &[Change]) -> Option<String> {
    let [major, minor, patch] = numbers(version)?;
    let shown = changes.iter().filter(|change| change.kind.is_shown());
    let Some(class) = shown.map(|change| change.class).max() else {
        return Some(version.to_owned());
    };
    let [major, minor, patch] = match (class, major) {
        (Class::Breaking, 0) => [0, minor + 1, 0],
        (Class::Breaking, major) => [major + 1, 0, 0],
        (Class::Additive, 1..) => [major, minor + 1, 0],
        (Class::Additive | Class::Documentation, _) => [major, minor, patch + 1],
    };
    Some(format!("{major}.{minor}.{patch}"))
}

/// The later one of two versions.
pub fn later<'v>(one: &'v str, other: &'v str) -> &'v str {
    if numbers(other) > numbers(one) {
        other
    } else {
        one
    }
}

fn numbers(version: &str) -> Option<[u64; 3]> {
    let mut parts = version.split('.').map(|part| part.parse().ok());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    parts.next().is_none().then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        compare::{Kind, Subject},
        source::Pointer,
    };

    #[test]
    fn the_worst_change_decides() {
        let changes = |kinds: &[Kind]| -> Vec<Change> {
            let change = |kind: &Kind| Change::new(*kind, None, Subject::Api, &Pointer::root());
            kinds.iter().map(change).collect()
        };
        let (breaking, additive, docs) = (
            Kind::OperationRemoved,
            Kind::OperationAdded,
            Kind::DocumentationChanged,
        );
        for (version, kinds, expected) in [
            ("0.1.2", &[][..], "0.1.2"),
            ("0.1.2", &[Kind::NotModelled], "0.1.2"),
            ("0.1.2", &[docs], "0.1.3"),
            ("0.1.2", &[docs, additive], "0.1.3"),
            ("0.1.2", &[additive, breaking, docs], "0.2.0"),
            ("1.1.2", &[additive], "1.2.0"),
            ("1.1.2", &[breaking], "2.0.0"),
            ("1.1.2", &[docs], "1.1.3"),
        ] {
            assert_eq!(bump(version, &changes(kinds)).as_deref(), Some(expected));
        }
        assert_eq!(bump("1.2", &[]), None);
        assert_eq!(later("0.10.0", "0.9.9"), "0.10.0");
    }
}
