//! How generated crates build calls: from the arguments of an operation to a request.

use std::{
    fmt::{self, Display},
    marker::PhantomData,
};

use jiff::{Timestamp, civil::Date};
use rust_decimal::Decimal;
use serde::Serialize;

use super::{
    Call,
    request::RequestBuilder,
    style::{ParameterStyle, Shape},
};
use crate::{Core, Operation};

/// Sets the arguments of a call. For generated crates; applications use the resulting [`Call`].
///
/// Every setter names the type into which its value is converted:
///
/// ```
/// # use nomos_client_runtime::{ApiError, Call, CallBuilder, Core, Operation};
/// # fn plan<E: ApiError>(core: &Core, get: &'static Operation) -> Call<String, E> {
/// CallBuilder::new(core, get).path::<String>("id", "pln_1").build()
/// # }
/// ```
#[must_use = "a builder does nothing until `build` is called"]
pub struct CallBuilder<T, E>(Call<T, E>);

impl<T, E> CallBuilder<T, E> {
    /// Starts a call of `operation` without arguments.
    pub fn new(core: &Core, operation: &'static Operation) -> Self {
        Self(Call {
            core: core.clone(),
            request: RequestBuilder::new(operation),
            result: PhantomData,
        })
    }

    /// Sets a path argument. It is percent-encoded; an empty value, `.` and `..` are rejected.
    pub fn path<A: Argument>(mut self, name: &'static str, value: impl Into<A>) -> Self {
        self.0.request.set_path(name, value.into().text());
        self
    }

    /// Sets a query parameter, replacing an earlier value of the same name.
    pub fn query<A: Argument>(mut self, name: &'static str, value: impl Into<A>) -> Self {
        self.0.request.set_query(name, value.into().text());
        self
    }

    /// Sets a header parameter. A value that a header cannot hold is rejected.
    pub fn header<A: Argument>(mut self, name: &'static str, value: impl Into<A>) -> Self {
        self.0.request.set_header(name, &value.into().text());
        self
    }

    /// Sets a cookie parameter. A value that a cookie cannot hold is rejected.
    pub fn cookie<A: Argument>(mut self, name: &'static str, value: impl Into<A>) -> Self {
        self.0.request.set_cookie(name, value.into().text());
        self
    }

    /// Sends a new UUID in this header with every call, unless [`header`](Self::header) sets it. The
    /// server carries out requests with the same key once, so that the call can be retried like a
    /// read; all of its attempts have the same key.
    pub fn idempotency_key(mut self, header: &'static str) -> Self {
        self.0.request.set_idempotency_key(header);
        self
    }

    /// Sets a parameter in a style that is not the usual one of its place.
    pub fn value<A: Argument>(
        mut self,
        name: &'static str,
        style: ParameterStyle,
        value: impl Into<A>,
    ) -> Self {
        let value = Shape::One(value.into().text());
        self.0.request.set(name, style, Ok(Some(value)));
        self
    }

    /// Sets a parameter with several values. An empty list is not sent.
    pub fn list<A: Argument>(
        mut self,
        name: &'static str,
        style: ParameterStyle,
        values: impl IntoIterator<Item = impl Into<A>>,
    ) -> Self {
        let values = values.into_iter().map(|value| value.into().text());
        self.0
            .request
            .set(name, style, Ok(Some(Shape::list(values))));
        self
    }

    /// Sets a parameter with names and values; those that are `None` are omitted. What the style has
    /// no form for, such as an object in an object, is sent as JSON.
    pub fn object<B: Serialize>(
        mut self,
        name: &'static str,
        style: ParameterStyle,
        value: B,
    ) -> Self {
        self.0.request.set(name, style, Shape::of(&value));
        self
    }

    /// Sets a parameter as JSON.
    pub fn content<B: Serialize>(
        mut self,
        name: &'static str,
        style: ParameterStyle,
        value: B,
    ) -> Self {
        self.0.request.set_content(name, style, &value);
        self
    }

    /// Sets the body as JSON.
    pub fn json<B: Serialize>(mut self, body: impl Into<B>) -> Self {
        self.0.request.set_json(&body.into());
        self
    }

    /// Sets the body as a form: a flat struct whose `None` fields are omitted.
    pub fn form<B: Serialize>(mut self, body: impl Into<B>) -> Self {
        self.0.request.set_form(&body.into());
        self
    }

    /// Declares the body, which is set already, as another media type of the same form, such as
    /// `application/merge-patch+json`.
    pub fn content_type(mut self, media_type: &'static str) -> Self {
        self.0.request.set_content_type(media_type);
        self
    }

    /// Asks for a result of these media types instead of JSON.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.0.request.set_header("Accept", media_types);
        self
    }

    /// Sets an option of the call itself.
    pub fn with(self, option: impl FnOnce(Call<T, E>) -> Call<T, E>) -> Self {
        Self(option(self.0))
    }

    /// Builds the call, which is sent when it is awaited.
    pub fn build(self) -> Call<T, E> {
        self.0
    }
}

impl<T, E> Clone for CallBuilder<T, E> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T, E> fmt::Debug for CallBuilder<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A value that can be a parameter.
pub trait Argument: Display {
    /// The value as it is sent.
    fn text(&self) -> String {
        self.to_string()
    }
}

impl Argument for &str {}
impl Argument for String {}
impl Argument for bool {}
impl Argument for i32 {}
impl Argument for i64 {}
impl Argument for u64 {}
impl Argument for Date {}
impl Argument for Timestamp {}

impl Argument for Decimal {
    /// `2500.0` and `2500` are the same number; the shorter form is sent.
    fn text(&self) -> String {
        self.normalize().to_string()
    }
}
