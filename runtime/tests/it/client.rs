//! A miniature of a generated crate, written the way the generator writes.

use std::fmt;

use nomos_client_runtime::{
    Auth, CallBuilder, ClientBuilder, ConfigError, Core, DecodeError, EnumField, FileLink, Method,
    NoContent, Operation, Page, ScopedCore, exact,
    scope::{CanRead, CanWrite, ReadOnly, ReadWrite},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub const API_VERSION: &str = "2026-05-27";
pub type Error = nomos_client_runtime::Error<ApiError>;
pub type Call<T> = nomos_client_runtime::Call<T, ApiError>;

const fn operation(id: &'static str, method: Method, path: &'static str, auth: Auth) -> Operation {
    Operation {
        id,
        method,
        path,
        scope: Some("read:*"),
        auth,
        since: API_VERSION,
        until: None,
        rules: &[],
        meanings: &[],
    }
}

pub const PLANS_LIST: Operation = operation("plans.list", Method::Get, "/plans", Auth::Bearer);
pub const PLANS_GET: Operation = operation("plans.get", Method::Get, "/plans/{id}", Auth::Bearer);
pub const PLANS_QUOTE: Operation = operation(
    "plans.quote",
    Method::Get,
    "/plans/{id}/quote",
    Auth::Bearer,
);
pub const PLANS_CREATE: Operation = operation("plans.create", Method::Post, "/plans", Auth::Bearer);
pub const PLANS_DELETE: Operation =
    operation("plans.delete", Method::Delete, "/plans/{id}", Auth::Bearer);
pub const PLANS_FILE: Operation =
    operation("plans.file", Method::Get, "/plans/{id}/file", Auth::Bearer);
pub const OAUTH_TOKEN: Operation =
    operation("oauth.token", Method::Post, "/oauth/token", Auth::Basic);
pub const OAUTH_METADATA: Operation =
    operation("oauth.metadata", Method::Get, "/metadata", Auth::None);

pub const API: nomos_client_runtime::Api = nomos_client_runtime::Api {
    version: API_VERSION,
    env_prefix: "LIBRARY",
    version_header: Some("X-Api-Version"),
    token_path: Some("/oauth/token"),
    authorize_path: Some("/oauth/authorize"),
    read_scope: Some("read:*"),
    write_scope: Some("write:*"),
    requests_per_second: Some(10),
    ..nomos_client_runtime::Api::new(
        "https://api.library.example",
        concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    )
};

#[derive(Clone, Debug)]
pub struct Client<S = ReadWrite>(ScopedCore<S>);

impl Client {
    pub fn builder() -> ClientBuilder<Client> {
        ClientBuilder::new(API)
    }

    pub fn new(token: impl Into<String>) -> Result<Client, ConfigError> {
        Self::builder().token(token).build()
    }

    pub fn read_only(&self) -> Client<ReadOnly> {
        Client(self.0.rescoped())
    }

    pub fn token(&self, body: &TokenRequest) -> Call<serde_json::Value> {
        CallBuilder::new(&self.0, &OAUTH_TOKEN)
            .form::<&TokenRequest>(body)
            .build()
    }

    pub fn metadata(&self) -> Call<serde_json::Value> {
        CallBuilder::new(&self.0, &OAUTH_METADATA).build()
    }
}

impl From<Core> for Client {
    fn from(core: Core) -> Self {
        Self(core.into())
    }
}

impl<S> Client<S> {
    pub fn list(&self) -> Call<Page<Plan>>
    where
        S: CanRead,
    {
        CallBuilder::new(&self.0, &PLANS_LIST).build()
    }

    pub fn get(&self, id: impl Into<PlanId>) -> Call<Plan>
    where
        S: CanRead,
    {
        CallBuilder::new(&self.0, &PLANS_GET)
            .path::<PlanId>("id", id)
            .build()
    }

    pub fn quote(&self, id: impl Into<PlanId>, usage: impl Into<Decimal>) -> PlansQuote
    where
        S: CanRead,
    {
        let call = CallBuilder::new(&self.0, &PLANS_QUOTE).path::<PlanId>("id", id);
        PlansQuote(call.query::<Decimal>("usage", usage))
    }

    pub fn file(&self, id: impl Into<PlanId>) -> Call<FileLink>
    where
        S: CanRead,
    {
        CallBuilder::new(&self.0, &PLANS_FILE)
            .path::<PlanId>("id", id)
            .build()
    }

    pub fn create(&self, body: &Plan) -> Call<Plan>
    where
        S: CanWrite,
    {
        CallBuilder::new(&self.0, &PLANS_CREATE)
            .json::<&Plan>(body)
            .build()
    }

    pub fn delete(&self, id: impl Into<PlanId>) -> Call<NoContent>
    where
        S: CanWrite,
    {
        CallBuilder::new(&self.0, &PLANS_DELETE)
            .path::<PlanId>("id", id)
            .build()
    }
}

#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is awaited"]
pub struct PlansQuote(CallBuilder<Plan, ApiError>);

impl PlansQuote {
    pub fn meter_type(self, meter_type: MeterType) -> Self {
        Self(self.0.query::<MeterType>("meter_type", meter_type))
    }
}

nomos_client_runtime::operation!(PlansQuote, Plan, ApiError);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanId(String);
nomos_client_runtime::id_type!(PlanId);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MeterType {
    Smart,
    Analog,
    Unknown(nomos_client_runtime::UnknownValue),
}
nomos_client_runtime::open_enum!(MeterType { Smart = "smart", Analog = "analog" });

pub const METER_TYPE: EnumField<Plan, MeterType> = EnumField::new("meter_type");

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    pub id: PlanId,
    #[serde(with = "exact")]
    pub price: Decimal,
}

#[derive(Serialize)]
pub struct TokenRequest {
    pub grant_type: &'static str,
    pub refresh_token: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ApiError {
    NotFound(ErrorBody),
    TooManyRequests(ErrorBody),
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ErrorBody {
    pub code: String,
    pub message: String,
    #[serde(rename = "requestId")]
    pub request_id: String,
    pub docs: String,
}

impl ApiError {
    fn body(&self) -> &ErrorBody {
        match self {
            Self::NotFound(body) | Self::TooManyRequests(body) => body,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.body().message)
    }
}

impl std::error::Error for ApiError {}

impl nomos_client_runtime::ApiError for ApiError {
    fn decode(status: u16, body: &[u8]) -> Option<Result<Self, DecodeError>> {
        let variant = match status {
            404 => Self::NotFound as fn(ErrorBody) -> Self,
            429 => Self::TooManyRequests,
            _ => return None,
        };
        Some(nomos_client_runtime::decode(body).map(variant))
    }

    fn code(&self) -> &str {
        &self.body().code
    }

    fn message(&self) -> &str {
        &self.body().message
    }

    fn request_id(&self) -> &str {
        &self.body().request_id
    }

    fn docs(&self) -> &str {
        &self.body().docs
    }
}
