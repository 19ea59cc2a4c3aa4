//! Typed filters for lists.
//!
//! The API ignores unknown filters and returns the unfiltered list. Therefore each field offers
//! only the operators that the API supports, and anything else does not compile.
//!
//! Generated crates declare the fields of each list as constants:
//!
//! ```
//! use nomos_client_runtime::{Filter, StringField};
//!
//! struct Supplier;
//! const NAME: StringField<Supplier> = StringField::new("name");
//!
//! let filter: Filter<Supplier> = NAME.starts_with("Stadtwerke");
//! ```
//!
//! Three kinds of values cannot be expressed and are rejected locally: an empty string, an empty
//! list, and a list element that contains a comma, which is the API's separator.

use std::{fmt, marker::PhantomData};

use jiff::Timestamp;
use rust_decimal::Decimal;

/// A condition on the items of type `T` in a list.
///
/// Multiple filters on one call are combined with AND. See [`Call::filter`](crate::Call::filter).
pub struct Filter<T> {
    pub(crate) key: String,
    /// The value, or why there is none.
    pub(crate) value: Result<String, &'static str>,
    items: PhantomData<fn() -> T>,
}

impl<T> Filter<T> {
    fn new(field: &str, operator: &str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        let value = if value.is_empty() {
            Err("the value is empty")
        } else {
            Ok(value)
        };
        Self::from_parts(field, operator, value)
    }

    fn list(field: &str, values: impl IntoIterator<Item: fmt::Display>) -> Self {
        let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
        let value = if values.is_empty() {
            Err("the list is empty")
        } else if values.iter().any(String::is_empty) {
            Err("a value in the list is empty")
        } else if values.iter().any(|value| value.contains(',')) {
            Err("a value in the list contains a comma")
        } else {
            Ok(values.join(","))
        };
        Self::from_parts(field, "in", value)
    }

    fn from_parts(field: &str, operator: &str, value: Result<String, &'static str>) -> Self {
        Self {
            key: format!("filter[{field}][{operator}]"),
            value,
            items: PhantomData,
        }
    }
}

impl<T> Clone for Filter<T> {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            value: self.value.clone(),
            items: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Filter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The value may be an e-mail address.
        f.debug_tuple("Filter").field(&self.key).finish()
    }
}

macro_rules! field {
    ($(#[$doc:meta])* $name:ident<$item:ident $(, $value:ident $(= $default:ty)?)?>) => {
        $(#[$doc])*
        pub struct $name<$item $(, $value $(= $default)?)?> {
            name: &'static str,
            types: PhantomData<fn() -> ($item, $($value)?)>,
        }

        impl<$item $(, $value)?> $name<$item $(, $value)?> {
            /// Creates a field with the name that the API uses.
            pub const fn new(name: &'static str) -> Self {
                Self { name, types: PhantomData }
            }

            /// Matches items whose field is null (`true`) or not (`false`).
            pub fn is_null(self, is_null: bool) -> Filter<$item> {
                Filter::new(self.name, "is_null", is_null)
            }
        }

        impl<$item $(, $value)?> Clone for $name<$item $(, $value)?> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<$item $(, $value)?> Copy for $name<$item $(, $value)?> {}

        impl<$item $(, $value)?> fmt::Debug for $name<$item $(, $value)?> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.name).finish()
            }
        }
    };
}

field! {
    /// A text field of the items `T`; `V` is the type of whole values, such as an ID.
    StringField<T, V = String>
}

impl<T, V: fmt::Display> StringField<T, V> {
    /// Matches items whose field is this value.
    pub fn eq(self, value: impl Into<V>) -> Filter<T> {
        Filter::new(self.name, "eq", value.into())
    }

    /// Matches items whose field is a different value.
    pub fn ne(self, value: impl Into<V>) -> Filter<T> {
        Filter::new(self.name, "ne", value.into())
    }

    /// Matches items whose field is one of these values.
    pub fn is_in(self, values: impl IntoIterator<Item: Into<V>>) -> Filter<T> {
        Filter::list(self.name, values.into_iter().map(Into::into))
    }

    /// Matches items whose field contains this text, ignoring case.
    pub fn contains(self, text: impl Into<String>) -> Filter<T> {
        Filter::new(self.name, "contains", text.into())
    }

    /// Matches items whose field starts with this text, ignoring case.
    pub fn starts_with(self, text: impl Into<String>) -> Filter<T> {
        Filter::new(self.name, "starts_with", text.into())
    }

    /// Matches items whose field ends with this text, ignoring case.
    pub fn ends_with(self, text: impl Into<String>) -> Filter<T> {
        Filter::new(self.name, "ends_with", text.into())
    }
}

field! {
    /// A number field of the items `T`.
    NumberField<T>
}

impl<T> NumberField<T> {
    /// Matches items whose field is this number.
    pub fn eq(self, number: impl Into<Decimal>) -> Filter<T> {
        self.compare("eq", number)
    }

    /// Matches items whose field is a different number.
    pub fn ne(self, number: impl Into<Decimal>) -> Filter<T> {
        self.compare("ne", number)
    }

    /// Matches items whose field is greater than this number.
    pub fn gt(self, number: impl Into<Decimal>) -> Filter<T> {
        self.compare("gt", number)
    }

    /// Matches items whose field is greater than or equal to this number.
    pub fn gte(self, number: impl Into<Decimal>) -> Filter<T> {
        self.compare("gte", number)
    }

    /// Matches items whose field is less than this number.
    pub fn lt(self, number: impl Into<Decimal>) -> Filter<T> {
        self.compare("lt", number)
    }

    /// Matches items whose field is less than or equal to this number.
    pub fn lte(self, number: impl Into<Decimal>) -> Filter<T> {
        self.compare("lte", number)
    }

    /// Matches items whose field is one of these numbers.
    pub fn is_in(self, numbers: impl IntoIterator<Item: Into<Decimal>>) -> Filter<T> {
        Filter::list(
            self.name,
            numbers.into_iter().map(|number| number.into().normalize()),
        )
    }

    fn compare(self, operator: &str, number: impl Into<Decimal>) -> Filter<T> {
        Filter::new(self.name, operator, number.into().normalize())
    }
}

field! {
    /// A field of the items `T` that is a point in time. Sent in UTC.
    DateField<T>
}

impl<T> DateField<T> {
    /// Matches items whose field is this time or later.
    pub fn gte(self, time: Timestamp) -> Filter<T> {
        Filter::new(self.name, "gte", time)
    }

    /// Matches items whose field is this time or earlier.
    pub fn lte(self, time: Timestamp) -> Filter<T> {
        Filter::new(self.name, "lte", time)
    }
}

field! {
    /// A field of the items `T` that is true or false.
    BooleanField<T>
}

impl<T> BooleanField<T> {
    /// Matches items whose field is this value.
    pub fn eq(self, value: bool) -> Filter<T> {
        Filter::new(self.name, "eq", value)
    }
}

field! {
    /// A field of the items `T` with the values of the enum `V`.
    EnumField<T, V>
}

impl<T, V: fmt::Display> EnumField<T, V> {
    /// Matches items whose field is this value.
    pub fn eq(self, value: V) -> Filter<T> {
        Filter::new(self.name, "eq", value)
    }

    /// Matches items whose field is a different value.
    pub fn ne(self, value: V) -> Filter<T> {
        Filter::new(self.name, "ne", value)
    }

    /// Matches items whose field is one of these values.
    pub fn is_in(self, values: impl IntoIterator<Item = V>) -> Filter<T> {
        Filter::list(self.name, values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Item;

    const NAME: StringField<Item> = StringField::new("name");
    const SIZE: NumberField<Item> = NumberField::new("size");
    const AT: DateField<Item> = DateField::new("created_at");
    const OPEN: BooleanField<Item> = BooleanField::new("open");
    const KIND: EnumField<Item, &'static str> = EnumField::new("kind");

    fn wire(filter: Filter<Item>) -> String {
        format!("{}={}", filter.key, filter.value.unwrap())
    }

    #[test]
    fn text_is_compared() {
        assert_eq!(wire(NAME.eq("a, b")), "filter[name][eq]=a, b");
        assert_eq!(wire(NAME.ne("a")), "filter[name][ne]=a");
        assert_eq!(wire(NAME.is_in(["a", "b"])), "filter[name][in]=a,b");
        assert_eq!(wire(NAME.contains("a")), "filter[name][contains]=a");
        assert_eq!(wire(NAME.starts_with("a")), "filter[name][starts_with]=a");
        assert_eq!(wire(NAME.ends_with("a")), "filter[name][ends_with]=a");
        assert_eq!(wire(NAME.is_null(true)), "filter[name][is_null]=true");
    }

    #[test]
    fn numbers_are_compared_in_their_shortest_form() {
        let number: Decimal = "10.50".parse().unwrap();
        assert_eq!(wire(SIZE.eq(number)), "filter[size][eq]=10.5");
        assert_eq!(wire(SIZE.ne(1)), "filter[size][ne]=1");
        assert_eq!(wire(SIZE.gt(1)), "filter[size][gt]=1");
        assert_eq!(wire(SIZE.gte(1)), "filter[size][gte]=1");
        assert_eq!(wire(SIZE.lt(-1)), "filter[size][lt]=-1");
        assert_eq!(wire(SIZE.lte(1)), "filter[size][lte]=1");
        assert_eq!(wire(SIZE.is_in([1, 2])), "filter[size][in]=1,2");
        assert_eq!(wire(SIZE.is_null(false)), "filter[size][is_null]=false");
    }

    #[test]
    fn times_carry_their_zone() {
        let time: Timestamp = "2026-01-31T01:00:00.5+01:00".parse().unwrap();
        assert_eq!(
            wire(AT.gte(time)),
            "filter[created_at][gte]=2026-01-31T00:00:00.5Z"
        );
        assert_eq!(
            wire(AT.lte(time)),
            "filter[created_at][lte]=2026-01-31T00:00:00.5Z"
        );
    }

    #[test]
    fn booleans_and_enums_are_compared() {
        assert_eq!(wire(OPEN.eq(true)), "filter[open][eq]=true");
        assert_eq!(wire(KIND.eq("a")), "filter[kind][eq]=a");
        assert_eq!(wire(KIND.ne("a")), "filter[kind][ne]=a");
        assert_eq!(wire(KIND.is_in(["a", "b"])), "filter[kind][in]=a,b");
        assert_eq!(wire(KIND.is_null(false)), "filter[kind][is_null]=false");
    }

    #[test]
    fn what_a_list_cannot_express_is_a_problem() {
        assert_eq!(
            NAME.is_in(["a,b"]).value,
            Err("a value in the list contains a comma")
        );
        assert_eq!(
            NAME.is_in(["a", ""]).value,
            Err("a value in the list is empty")
        );
        assert_eq!(NAME.is_in([""; 0]).value, Err("the list is empty"));
        assert_eq!(
            KIND.is_in(["a,b"]).value,
            Err("a value in the list contains a comma")
        );
    }

    #[test]
    fn an_empty_text_is_a_problem() {
        assert_eq!(NAME.eq("").value, Err("the value is empty"));
        assert_eq!(NAME.contains("").value, Err("the value is empty"));
    }

    #[test]
    fn debug_shows_no_value() {
        assert_eq!(
            format!("{:?}", NAME.eq("john@example.com")),
            r#"Filter("filter[name][eq]")"#
        );
    }
}
