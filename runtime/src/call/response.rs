//! Decoding a response into a value or an error, without any network access.

use bytes::Bytes;
use http::{Response, StatusCode, Uri};
use serde::de::DeserializeOwned;

use super::exchange::Exchange;
use crate::{Api, ApiError, DecodeError, Error, Operation, decode, error::Kind};

/// The result type of an operation.
///
/// Implemented for all types that can be decoded from JSON, for [`NoContent`],
/// [`RawContent`](crate::RawContent) and [`FileLink`](crate::FileLink). An empty body is decoded like `null`, which also allows `()`.
pub trait FromResponse: Sized + 'static {
    /// Whether a response with this status has a result; otherwise it is an error of the API.
    fn accepts(status: StatusCode) -> bool {
        status.is_success()
    }

    /// Decodes the response to the request that was sent to `url`.
    ///
    /// # Errors
    ///
    /// Fails if the response does not contain such a value.
    fn from_response(response: &Response<Bytes>, url: &Uri) -> Result<Self, DecodeError>;
}

impl<T: DeserializeOwned + 'static> FromResponse for T {
    fn from_response(response: &Response<Bytes>, _: &Uri) -> Result<Self, DecodeError> {
        let body = response.body();
        if body.is_empty()
            && let Ok(value) = decode(b"null")
        {
            return Ok(value);
        }
        decode(body)
    }
}

/// The result of an operation that returns nothing. A body is ignored if there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct NoContent;

impl FromResponse for NoContent {
    fn from_response(_: &Response<Bytes>, _: &Uri) -> Result<Self, DecodeError> {
        Ok(Self)
    }
}

/// The raw response to a call of `operation`.
pub(crate) fn raw<E: ApiError>(
    operation: &'static Operation,
    exchange: Exchange,
) -> Result<Response<Bytes>, Error<E>> {
    exchange
        .result
        .map_err(|error| Error::from_send(operation, error).after(exchange.attempts))
}

/// Decodes the response to a call of `operation`.
pub(crate) fn read<T: FromResponse, E: ApiError>(
    operation: &'static Operation,
    api: &Api,
    url: &Uri,
    response: Response<Bytes>,
) -> Result<T, Error<E>> {
    match interpret(api, url, &response) {
        Ok(value) => Ok(value),
        Err(kind) => Err(Error::new(operation, kind).with_response(response)),
    }
}

fn interpret<T: FromResponse, E: ApiError>(
    api: &Api,
    url: &Uri,
    response: &Response<Bytes>,
) -> Result<T, Kind<E>> {
    let status = response.status();
    if T::accepts(status) {
        // Before decoding, because the error for a body of another version would be misleading.
        if let Some(header) = api.version_header
            && let Some(echoed) = response.headers().get(header)
            && echoed != api.version
        {
            let found = String::from_utf8_lossy(echoed.as_bytes()).into_owned();
            return Err(Kind::Version {
                pinned: api.version,
                found,
            });
        }
        return T::from_response(response, url).map_err(Kind::Decode);
    }
    Err(match E::decode(status.as_u16(), response.body()) {
        Some(Ok(error)) => Kind::Api(error),
        Some(Err(error)) => Kind::Status(Some(error)),
        None => Kind::Status(None),
    })
}

#[cfg(test)]
mod tests;
