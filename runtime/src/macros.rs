//! Macros for the common code of the ids, enums and operations of generated crates.

/// Completes `pub struct BookId(String)`: conversions, `Display`, `Debug`, serde.
///
/// ```
/// /// Identifies a plan.
/// #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// pub struct BookId(String);
/// nomos_client_runtime::id_type!(BookId);
///
/// let id = BookId::from("bok_1");
/// assert_eq!(id.as_str(), "bok_1");
/// assert_eq!(format!("{id:?}"), r#"BookId("bok_1")"#);
/// ```
#[macro_export]
macro_rules! id_type {
    ($name:ident) => {
        impl $name {
            /// The ID as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Converts the ID into its text.
            pub fn into_string(self) -> ::std::string::String {
                self.0
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(::std::stringify!($name))
                    .field(&self.0)
                    .finish()
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(::std::borrow::ToOwned::to_owned(text))
            }
        }

        impl ::std::convert::From<&$name> for $name {
            fn from(id: &$name) -> Self {
                ::std::clone::Clone::clone(id)
            }
        }

        $crate::__text!($name);
    };
}

/// Completes an enum whose last variant is `Unknown(UnknownValue)`: conversions, order, `Display`,
/// serde. Values are ordered by their text, so that a new variant never changes the order of others.
///
/// ```
/// use nomos_client_runtime::UnknownValue;
///
/// /// How a meter is read.
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum MeterType {
///     /// Remotely.
///     Smart,
///     /// Manually.
///     Analog,
///     /// A value this version of the crate does not know.
///     Unknown(UnknownValue),
/// }
/// nomos_client_runtime::open_enum!(MeterType { Smart = "smart", Analog = "analog" });
///
/// assert_eq!(MeterType::from("smart"), MeterType::Smart);
/// assert_eq!(MeterType::from("quantum").as_str(), "quantum");
/// assert!(!MeterType::from("quantum").is_known());
/// assert_eq!(MeterType::KNOWN, [MeterType::Smart, MeterType::Analog]);
/// assert!(MeterType::Analog < MeterType::Smart);
/// ```
#[macro_export]
macro_rules! open_enum {
    ($name:ident { $($variant:ident = $wire:literal),* $(,)? }) => {
        impl $name {
            /// All values that this version of the crate knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it is sent by the API.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }

            /// Whether this version of the crate has a variant for the value.
            pub fn is_known(&self) -> bool {
                !::std::matches!(self, Self::Unknown(_))
            }

            fn known(text: &str) -> ::std::option::Option<Self> {
                match text {
                    $($wire => ::std::option::Option::Some(Self::$variant),)*
                    _ => ::std::option::Option::None,
                }
            }
        }

        impl ::std::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(::std::cmp::Ord::cmp(self, other))
            }
        }

        impl ::std::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                ::std::cmp::Ord::cmp(self.as_str(), other.as_str())
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::known(&text)
                    .unwrap_or_else(|| Self::Unknown($crate::private::unknown_value(text)))
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| {
                    let text = ::std::borrow::ToOwned::to_owned(text);
                    Self::Unknown($crate::private::unknown_value(text))
                })
            }
        }

        $crate::__text!($name);
    };
}

/// Implements `Debug` for a struct whose fields marked with `-` are personal or secret: they are
/// shown as `[redacted]`.
///
/// ```
/// struct Login { user: u32, password: String }
/// nomos_client_runtime::redacted_debug!(Login { user, -password });
///
/// let login = Login { user: 7, password: "hunter2".to_owned() };
/// assert_eq!(format!("{login:?}"), "Login { user: 7, password: [redacted] }");
/// ```
#[macro_export]
macro_rules! redacted_debug {
    ($name:ident { $($fields:tt)* }) => {
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let mut debug = f.debug_struct(::std::stringify!($name));
                $crate::__debug_fields!(self, debug, $($fields)*);
                debug.finish()
            }
        }
    };
}

/// The fields of [`redacted_debug!`], one after the other.
#[doc(hidden)]
#[macro_export]
macro_rules! __debug_fields {
    ($self:ident, $debug:ident, $(,)?) => {};
    ($self:ident, $debug:ident, - $field:ident $(, $($rest:tt)*)?) => {
        $debug.field(
            $crate::private::field_name(::std::stringify!($field)),
            &::std::format_args!("[redacted]"),
        );
        $crate::__debug_fields!($self, $debug, $($($rest)*)?);
    };
    ($self:ident, $debug:ident, $field:ident $(, $($rest:tt)*)?) => {
        $debug.field(
            $crate::private::field_name(::std::stringify!($field)),
            &$self.$field,
        );
        $crate::__debug_fields!($self, $debug, $($($rest)*)?);
    };
}

/// Turns a tuple struct around a [`CallBuilder<$output, $error>`](crate::CallBuilder) into a call:
/// it can be awaited, and has the `with_` methods of [`Call`](crate::Call).
///
/// Used for operations with optional parameters, which are methods of the struct.
#[macro_export]
macro_rules! operation {
    ($name:ident, $output:ty, $error:ty) => {
        impl $name {
            /// Authenticates with a client ID and secret, for operations that accept them.
            pub fn with_basic_auth(self, client_id: &str, client_secret: &str) -> Self {
                Self(
                    self.0
                        .with(|call| call.with_basic_auth(client_id, client_secret)),
                )
            }

            /// Sets the timeout of one attempt; overrides the timeout of the client.
            pub fn with_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.with(|call| call.with_timeout(timeout)))
            }

            /// Sets the deadline of the whole call, including waits and retries.
            pub fn with_total_timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.with(|call| call.with_total_timeout(timeout)))
            }

            /// Converts this into the underlying call, which has all options, pages and items.
            pub fn into_call(self) -> $crate::Call<$output, $error> {
                self.0.build()
            }

            /// Builds the request without sending it.
            ///
            /// # Errors
            ///
            /// Fails if an argument is invalid.
            pub fn into_request(
                self,
            ) -> ::std::result::Result<
                $crate::private::Request<$crate::private::Bytes>,
                $crate::Error<$error>,
            > {
                self.into_call().into_request()
            }
        }

        $crate::__send_blocking!($name, $output, $error);

        impl ::std::future::IntoFuture for $name {
            type Output = ::std::result::Result<$output, $crate::Error<$error>>;
            type IntoFuture = $crate::BoxFuture<'static, Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                ::std::future::IntoFuture::into_future(self.into_call())
            }
        }
    };
}

/// A blocking variant of a call, where this crate (not the one that expands the macro) has the
/// feature.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __send_blocking {
    ($name:ident, $output:ty, $error:ty) => {
        impl $name {
            /// Sends the request and waits for the result, blocking the thread.
            ///
            /// # Errors
            ///
            /// Fails like the call when it is awaited.
            pub fn send_blocking(self) -> ::std::result::Result<$output, $crate::Error<$error>> {
                self.into_call().send_blocking()
            }
        }
    };
}

/// Nothing: this crate does not have the feature `blocking`.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __send_blocking {
    ($($anything:tt)*) => {};
}

/// `Display`, `FromStr` and serde for a type with `as_str`, `From<&str>` and `From<String>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __text {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(self.as_str(), f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(Self::from(text))
            }
        }

        impl $crate::Argument for $name {}

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::private::Serialize for $name {
            fn serialize<S: $crate::private::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::private::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::private::text(deserializer)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    struct BookId(String);
    id_type!(BookId);

    #[derive(Clone, Debug, PartialEq, Eq, Hash)]
    enum Meter {
        Smart,
        Analog,
        Unknown(crate::UnknownValue),
    }
    open_enum!(Meter { Smart = "smart", Analog = "ana-log" });

    #[test]
    fn an_id_is_made_from_any_text() {
        let id = BookId::from("bok_1");
        assert_eq!(BookId::from(&id), BookId::from("bok_1".to_owned()));
        assert_eq!("odd id".parse::<BookId>().unwrap().as_str(), "odd id");
        assert_eq!(id.as_ref(), "bok_1");
        assert_eq!(id.to_string(), "bok_1");
        assert_eq!(format!("{id:?} {id:>7}"), "BookId(\"bok_1\")   bok_1");
        assert_eq!(id.into_string(), "bok_1");
    }

    #[test]
    fn an_id_is_a_string_in_json_and_may_be_a_key() {
        let ids: BTreeMap<BookId, BookId> = serde_json::from_str(r#"{"a":"b"}"#).unwrap();
        assert_eq!(serde_json::to_string(&ids).unwrap(), r#"{"a":"b"}"#);
        let error = crate::decode::<BookId>(b"4711").unwrap_err();
        assert_eq!(error.message(), "invalid type: integer, expected a string");
    }

    #[test]
    fn an_enum_knows_its_values() {
        assert_eq!(Meter::KNOWN, [Meter::Smart, Meter::Analog]);
        for meter in Meter::KNOWN {
            assert_eq!(Meter::from(meter.as_str()), *meter);
            assert_eq!(Meter::from(meter.to_string()), *meter);
        }
    }

    #[test]
    fn an_enum_is_ordered_by_its_text() {
        let unknown = Meter::from("legacy");
        let mut meters = [Meter::Smart, unknown.clone(), Meter::Analog];
        meters.sort();
        assert_eq!(meters, [Meter::Analog, unknown, Meter::Smart]);
    }

    #[test]
    fn an_enum_keeps_what_it_does_not_know() {
        let meters: Vec<Meter> = serde_json::from_str(r#"["ana-log","Smart"]"#).unwrap();
        assert_eq!(meters, [Meter::Analog, Meter::from("Smart")]);
        assert!(matches!(&meters[1], Meter::Unknown(value) if value.as_str() == "Smart"));
        assert_eq!(format!("{:?}", meters[1]), r#"Unknown("Smart")"#);
        assert_eq!([true, false], [meters[0].is_known(), meters[1].is_known()]);
        assert_eq!(
            serde_json::to_string(&meters).unwrap(),
            r#"["ana-log","Smart"]"#
        );
        assert_eq!("x".parse::<Meter>().unwrap(), Meter::from("x"));
        assert!(serde_json::from_str::<Meter>("1").is_err());
    }
}
