//! Decimals that are read and written exactly, for `#[serde(with =
//! "nomos_client_runtime::exact")]`.
//!
//! serde_json passes numbers on as `f64`, which turns `0.1` into the nearest binary fraction and
//! truncates `12345678901234567.89`. This module reads a number from its text and writes the same
//! number. It supports [`Decimal`], alone or within `Option`, `Vec`, `BTreeMap<String, _>` and
//! [`Patch`]. It works with JSON only, and not below `#[serde(flatten)]` or in unions derived by
//! serde, which buffer numbers as `f64` (see [`Tagged`](crate::Tagged)).
//!
//! ```
//! use rust_decimal::Decimal;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! struct Price {
//!     #[serde(with = "nomos_client_runtime::exact")]
//!     amount: Decimal,
//! }
//!
//! let price: Price = serde_json::from_str(r#"{"amount":0.10}"#)?;
//! assert_eq!(price.amount.to_string(), "0.10");
//! assert_eq!(serde_json::to_string(&price)?, r#"{"amount":0.10}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, Unexpected},
    ser::Error as _,
};
use serde_json::value::RawValue;

use super::reading;
use crate::Patch;

/// Writes an exact number.
///
/// # Errors
///
/// Fails if the serializer fails.
pub fn serialize<T: Exact, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// Reads an exact number.
///
/// # Errors
///
/// Fails if the value is not a JSON number (strings are rejected too), is out of the range of
/// [`Decimal`], or has more digits than it can hold: numbers are never rounded.
pub fn deserialize<'de, T: Exact, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// Writes a value exactly that is not the field of a struct.
///
/// ```
/// use nomos_client_runtime::exact::Exactly;
/// use rust_decimal::Decimal;
///
/// let prices = [Decimal::new(250, 2)].to_vec();
/// assert_eq!(serde_json::to_string(&Exactly(prices))?, "[2.50]");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Exactly<T>(pub T);

impl<T: Exact> Serialize for Exactly<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// A [`Decimal`], or a container of them.
pub trait Exact: Sized {
    /// Writes the value; see [`serialize`].
    ///
    /// # Errors
    ///
    /// Fails if the serializer fails.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads a value; see [`deserialize`].
    ///
    /// # Errors
    ///
    /// Fails like [`deserialize`].
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl Exact for Decimal {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = reading::raw(deserializer)?;
        let text = raw.get();
        let found = match text.as_bytes().first() {
            Some(b'"') => "string",
            Some(b't' | b'f') => "boolean",
            Some(b'n') => "null",
            Some(b'[') => "sequence",
            Some(b'{') => "map",
            _ => "number",
        };
        if found != "number" {
            return Err(D::Error::invalid_type(
                Unexpected::Other(found),
                &"a number",
            ));
        }
        parse(text).ok_or_else(|| {
            D::Error::invalid_value(
                Unexpected::Other("number"),
                &"a number that fits a decimal without rounding",
            )
        })
    }
}

/// Parses a JSON number; `None` if a `Decimal` cannot hold exactly this number.
fn parse(text: &str) -> Option<Decimal> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent),
        None => (text, "0"),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let negative = whole.starts_with('-');
    let whole = whole.trim_start_matches('-');
    if exponent == "0" && whole.len() + fraction.len() <= 18 {
        // Nearly every amount: nothing to move, and it fits without a look.
        let number = |digits: &str| {
            if digits.is_empty() {
                Ok(0)
            } else {
                digits.parse::<i64>()
            }
        };
        let scale = u32::try_from(fraction.len()).ok()?;
        let mantissa = number(whole).ok()? * 10_i64.pow(scale) + number(fraction).ok()?;
        return Some(match mantissa {
            0 => Decimal::ZERO,
            _ => Decimal::new(if negative { -mantissa } else { mantissa }, scale),
        });
    }
    let digits = format!("{whole}{fraction}");
    // Zeros in front say nothing, zeros at the end can move into the scale.
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Some(Decimal::ZERO);
    }
    let mut scale = i64::try_from(fraction.len())
        .ok()?
        .checked_sub(exponent.parse().ok()?)?;
    let mut digits = digits.to_owned();
    while (scale > 28 || digits.len() > 28) && scale > 0 && digits.ends_with('0') {
        digits.pop();
        scale -= 1;
    }
    while scale < 0 && digits.len() <= 29 {
        digits.push('0');
        scale += 1;
    }
    let mantissa: i128 = digits.parse().ok()?;
    let scale = u32::try_from(scale).ok()?;
    Decimal::try_from_i128_with_scale(if negative { -mantissa } else { mantissa }, scale).ok()
}

/// A value to be written through [`Exact`].
struct Ref<'a, T>(&'a T);

impl<T: Exact> Serialize for Ref<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// A value to be read through [`Exact`].
pub(super) struct Own<T>(pub(super) T);

impl<'de, T: Exact> Deserialize<'de> for Own<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

impl<T: Exact> Exact for Option<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Ref).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Own<T>>::deserialize(deserializer)?.map(|own| own.0))
    }
}

impl<T: Exact> Exact for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Ref))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<Own<T>>::deserialize(deserializer)?;
        Ok(items.into_iter().map(|own| own.0).collect())
    }
}

impl<T: Exact> Exact for BTreeMap<String, T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Ref(value))))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = BTreeMap::<String, Own<T>>::deserialize(deserializer)?;
        Ok(entries.into_iter().map(|(key, own)| (key, own.0)).collect())
    }
}

impl<T: Exact> Exact for Patch<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unset => Patch::Unset,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(Ref(value)),
        }
        .serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<T>::read(deserializer)?.map_or(Self::Null, Self::Value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct One {
        #[serde(with = "crate::exact")]
        n: Decimal,
    }

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Many {
        #[serde(
            default,
            with = "crate::exact",
            skip_serializing_if = "Option::is_none"
        )]
        option: Option<Decimal>,
        #[serde(
            default,
            with = "crate::exact",
            skip_serializing_if = "Option::is_none"
        )]
        list: Option<Vec<Option<Decimal>>>,
        #[serde(
            default,
            with = "crate::exact",
            skip_serializing_if = "BTreeMap::is_empty"
        )]
        map: BTreeMap<String, Vec<Decimal>>,
        #[serde(
            default,
            with = "crate::exact",
            skip_serializing_if = "Patch::is_unset"
        )]
        patch: Patch<Decimal>,
    }

    fn read(number: &str) -> Result<String, String> {
        decode::<One>(format!(r#"{{"n":{number}}}"#).as_bytes())
            .map(|one| one.n.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn numbers_are_read_and_written_exactly() {
        for text in [
            "0.1",
            "0.10",
            "12345678901234567.89",
            "9007199254740993",
            "-3",
            "0",
            "1234567890123456789012345678",
        ] {
            assert_eq!(read(text).as_deref(), Ok(text));
            let json = format!(r#"{{"n":{text}}}"#);
            let one: One = serde_json::from_str(&json).unwrap();
            assert_eq!(serde_json::to_string(&one).unwrap(), json);
        }
    }

    #[test]
    fn scientific_notation_is_read() {
        for (text, number) in [
            ("1e-7", "0.0000001"),
            ("1E3", "1000"),
            ("1.5e+1", "15"),
            ("-2.50e1", "-25.0"),
            ("0e999999999999999999999", "0"),
            (
                "100000000000000000000000000000e-28",
                "10.0000000000000000000000000",
            ),
        ] {
            assert_eq!(
                read(text).unwrap().parse::<Decimal>(),
                number.parse(),
                "{text}"
            );
        }
    }

    #[test]
    fn minus_zero_is_zero() {
        assert_eq!(read("-0").as_deref(), Ok("0"));
        assert_eq!(read("-0.0").as_deref(), Ok("0"));
    }

    #[test]
    fn zeros_that_say_nothing_do_not_count_as_digits() {
        assert_eq!(
            read("1.50000000000000000000000000000000000")
                .unwrap()
                .parse(),
            "1.5".parse::<Decimal>()
        );
    }

    #[test]
    fn a_number_that_does_not_fit_is_an_error_and_never_rounded() {
        for text in [
            "123456789012345678901234567890",
            "0.123456789012345678901234567890",
            "1e-29",
            "1e29",
            "1e99999999999999999999",
            "79228162514264337593543950336",
        ] {
            assert_eq!(
                read(text).unwrap_err(),
                "n: invalid value: number, expected a number that fits a decimal without rounding"
            );
        }
    }

    #[test]
    fn anything_but_a_number_is_refused_and_not_quoted() {
        for (text, found) in [
            (r#""4711""#, "string"),
            ("true", "boolean"),
            ("null", "null"),
            ("[1]", "sequence"),
            ("{}", "map"),
        ] {
            assert_eq!(
                read(text).unwrap_err(),
                format!("n: invalid type: {found}, expected a number")
            );
        }
    }

    #[test]
    fn containers_are_read_and_written() {
        let json = r#"{"option":0.1,"list":[1.10,null],"map":{"a":[0.3]},"patch":1.0}"#;
        let many: Many = serde_json::from_str(json).unwrap();
        assert_eq!(serde_json::to_string(&many).unwrap(), json);
    }

    #[test]
    fn null_and_absent_are_none() {
        assert_eq!(serde_json::from_str::<Many>("{}").unwrap(), Many::default());
        let many: Many =
            serde_json::from_str(r#"{"option":null,"list":null,"patch":null}"#).unwrap();
        assert_eq!(
            many,
            Many {
                patch: Patch::Null,
                ..Many::default()
            }
        );
    }

    #[test]
    fn the_path_leads_into_containers() {
        let error = decode::<Many>(br#"{"map":{"a":[1,"x"]}}"#).unwrap_err();
        assert_eq!(error.path(), "map.a[1]");
    }
}
