//! Faults that can be injected into responses.

use std::{
    error::Error,
    fmt,
    str::FromStr,
    time::{Duration, SystemTime},
};

use super::{answer::envelope, connection::Cut, headers, record::Response};

/// A fault of a response. The request is executed anyway.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The response is delayed.
    Delay(Duration),
    /// An error with this status.
    Status(u16),
    /// An error with this status, and `Retry-After` in seconds.
    RetryAfterSeconds(u16, u64),
    /// An error with this status, and `Retry-After` as the date this long from now.
    RetryAfterDate(u16, Duration),
    /// The connection is reset before the first byte of the response.
    ResetBeforeAnswer,
    /// The connection is reset in the middle of the body.
    ResetInBody,
    /// Only half of the JSON, in a complete response.
    TruncatedJson,
    /// An HTML page.
    WrongContentType,
    /// A body of at least this many bytes.
    HugeBody(usize),
    /// A redirect to this URL.
    Redirect(String),
    /// The version header of another API version.
    WrongVersion(String),
    /// Every access token expires before the request is processed.
    ExpireToken,
}

impl Fault {
    /// The names of faults; N is a number.
    pub const NAMES: &[&str] = &[
        "delay-N (seconds)",
        "status-N",
        "retry-after-N (503, seconds)",
        "rate-limited-N (429, seconds)",
        "reset-before-answer",
        "reset-in-body",
        "truncated-json",
        "wrong-content-type",
        "huge-body",
        "redirect",
        "wrong-version",
        "expire-token",
    ];
}

impl FromStr for Fault {
    type Err = UnknownFault;

    /// Parses one of [`Fault::NAMES`].
    fn from_str(name: &str) -> Result<Self, UnknownFault> {
        let (kind, number) = name.rsplit_once('-').unwrap_or((name, ""));
        if let Ok(number) = number.parse() {
            return match (kind, u16::try_from(number)) {
                ("delay", _) => Ok(Self::Delay(Duration::from_secs(number))),
                ("status", Ok(status @ 400..600)) => Ok(Self::Status(status)),
                ("retry-after", _) => Ok(Self::RetryAfterSeconds(503, number)),
                ("rate-limited", _) => Ok(Self::RetryAfterSeconds(429, number)),
                _ => Err(UnknownFault),
            };
        }
        Ok(match name {
            "reset-before-answer" => Self::ResetBeforeAnswer,
            "reset-in-body" => Self::ResetInBody,
            "truncated-json" => Self::TruncatedJson,
            "wrong-content-type" => Self::WrongContentType,
            "huge-body" => Self::HugeBody(40 << 20),
            "redirect" => Self::Redirect("https://localhost:9/".to_owned()),
            "wrong-version" => Self::WrongVersion("2024-01-01.other".to_owned()),
            "expire-token" => Self::ExpireToken,
            _ => return Err(UnknownFault),
        })
    }
}

/// The error for an unknown fault name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFault;

impl fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown fault name")
    }
}

impl Error for UnknownFault {}

/// The queued faults.
#[derive(Default)]
pub(super) struct Faults {
    always: Option<Fault>,
    /// Faults, each with the number of requests before it.
    queued: Vec<(usize, Fault)>,
}

impl Faults {
    pub(super) fn queue(&mut self, after: usize, fault: Fault) {
        self.queued.push((after, fault));
    }

    pub(super) fn set_always(&mut self, fault: Option<Fault>) {
        self.always = fault;
        self.queued.clear();
    }

    /// The fault for the next request.
    pub(super) fn next(&mut self) -> Option<Fault> {
        let due = self.queued.iter().position(|(after, _)| *after == 0);
        let fault = due.map(|index| self.queued.remove(index).1);
        for (after, _) in &mut self.queued {
            *after -= 1;
        }
        fault.or_else(|| self.always.clone())
    }
}

impl Fault {
    /// Injects the fault into `response`, and returns where to cut the connection.
    pub(super) fn inject(self, response: Response, request_id: &str) -> (Response, Option<Cut>) {
        let failed =
            |status| Response::json(status, &envelope(status, "injected fault", request_id));
        let spoiled = match self {
            Self::Delay(_) | Self::ExpireToken => response,
            Self::Status(status) => failed(status),
            Self::RetryAfterSeconds(status, seconds) => {
                failed(status).header("retry-after", &seconds.to_string())
            }
            Self::RetryAfterDate(status, wait) => {
                let date = httpdate::fmt_http_date(SystemTime::now() + wait);
                failed(status).header("retry-after", &date)
            }
            Self::ResetBeforeAnswer => return (response, Some(Cut::AtOnce)),
            Self::ResetInBody => {
                let half = response.body.len() / 2;
                return (response, Some(Cut::InBody(half)));
            }
            Self::TruncatedJson => {
                let mut response = response;
                response.body.truncate(response.body.len() / 2);
                response
            }
            Self::WrongContentType => {
                let body = b"<html><body>Welcome to the hotel network</body></html>".to_vec();
                let page = Response {
                    body,
                    ..Response::new(200)
                };
                page.header("content-type", "text/html")
            }
            Self::HugeBody(length) => {
                let mut response = response;
                let missing = length.saturating_sub(response.body.len());
                // Whitespace is valid in JSON. `resize` would write byte by byte in a debug build.
                response.body.extend_from_slice(&vec![b' '; missing]);
                response
            }
            Self::Redirect(url) => Response::new(302).header("location", &url),
            Self::WrongVersion(version) => {
                let mut response = response;
                response
                    .headers
                    .retain(|(name, _)| name != headers::VERSION);
                response.header(headers::VERSION, &version)
            }
        };
        (spoiled, None)
    }
}
