//! The two passes of [`decode`](crate::decode()): a quick one, and a thorough one if that fails.

use std::{borrow::Cow, cell::Cell};

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// How the text at hand is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Not by `decode`, so that nothing is known of where the text comes from.
    Foreign,
    /// From a slice, without looking at what is hardly ever there.
    Quick,
    /// With everything looked at.
    Thorough,
}

thread_local! {
    static CURRENT: Cell<Reading> = const { Cell::new(Reading::Foreign) };
}

impl Reading {
    pub(crate) fn current() -> Self {
        CURRENT.get()
    }

    /// Runs `read` as this reading.
    pub(crate) fn run<T>(self, read: impl FnOnce() -> T) -> T {
        struct Restore(Reading);
        impl Drop for Restore {
            fn drop(&mut self) {
                CURRENT.set(self.0);
            }
        }
        let _restore = Restore(CURRENT.replace(self));
        read()
    }
}

/// The JSON text of a value; without a copy where the reading allows it.
pub(crate) fn raw<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Cow<'de, RawValue>, D::Error> {
    if Reading::current() == Reading::Quick {
        Deserialize::deserialize(deserializer).map(Cow::Borrowed)
    } else {
        Deserialize::deserialize(deserializer).map(Cow::Owned)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde::de::Error as _;

    use super::*;
    use crate::decode;

    /// Deserialized through a `Value`, whose text cannot be borrowed.
    #[derive(Debug)]
    struct Detour(Decimal);

    impl<'de> Deserialize<'de> for Detour {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let value = serde_json::Value::deserialize(deserializer)?;
            crate::exact::deserialize(value)
                .map(Self)
                .map_err(D::Error::custom)
        }
    }

    #[test]
    fn what_cannot_be_borrowed_is_copied() {
        assert_eq!(decode::<Detour>(b"12.5").unwrap().0.to_string(), "12.5");
        let value = serde_json::json!(12.5);
        assert_eq!(
            crate::exact::deserialize::<Decimal, _>(value).unwrap(),
            Decimal::new(125, 1)
        );
        assert!(Reading::current() == Reading::Foreign);
    }

    #[test]
    fn a_panic_leaves_no_reading_behind() {
        let panicked = std::panic::catch_unwind(|| Reading::Quick.run(|| panic!("on purpose")));
        assert!(panicked.is_err());
        assert!(Reading::current() == Reading::Foreign);
    }
}
