//! The `Display` and `Debug` of an error.

use std::fmt;

use http::StatusCode;

use super::{ApiError, Error, Kind, line::OneLine};

impl<E: ApiError> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation() {
            write!(f, "{}: ", operation.id)?;
        }
        if self.is_token() {
            f.write_str("no access token: ")?;
        } else if self.is_file() {
            f.write_str("file download failed: ")?;
        }
        if let Some(status) = self.0.response.as_ref().map(http::Response::status) {
            write_status(f, status)?;
        }
        match &self.0.kind {
            Kind::Config(error) => error.fmt(f)?,
            Kind::Request(problem) => f.write_str(problem)?,
            Kind::Rule(broken) => broken.fmt(f)?,
            Kind::Scope { needed, granted } => {
                let granted = OneLine(granted);
                write!(
                    f,
                    "requires the scope {needed}, but the token was granted \"{granted}\""
                )?;
            }
            Kind::Token {
                api: Some(error), ..
            } => error.write(f)?,
            Kind::Token { error, .. } => error.fmt(f)?,
            Kind::Deadline => f.write_str("deadline exceeded before sending")?,
            Kind::Paging(problem) => f.write_str(problem)?,
            Kind::File => f.write_str("the storage host rejected the request")?,
            Kind::Write(_) => f.write_str("failed to write the file")?,
            Kind::Transport(error) => error.fmt(f)?,
            Kind::Version { pinned, found } => {
                write!(
                    f,
                    "requested API version {pinned}, but received {}",
                    OneLine(found)
                )?;
            }
            Kind::Decode(error) => {
                write!(
                    f,
                    "failed to decode the response: {}",
                    OneLine(&error.to_string())
                )?;
            }
            Kind::Api(error) => error.write(f)?,
            Kind::Status(None) => f.write_str("no documented error body")?,
            Kind::Status(Some(error)) => {
                let error = error.to_string();
                write!(
                    f,
                    "the body does not match the documented error: {}",
                    OneLine(&error)
                )?;
            }
        }
        if let Some(version) = self.needs_version() {
            write!(f, ", requires API version {version}")?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request {})", OneLine(id))?;
        }
        match self.attempts() {
            0 | 1 => Ok(()),
            attempts => write!(f, ", after {attempts} attempts"),
        }
    }
}

impl<E: ApiError> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        if let Some(operation) = self.operation() {
            debug.field("operation", &operation.id);
        }
        match &self.0.kind {
            Kind::Config(error) => debug.field("config", error),
            Kind::Request(problem) => debug.field("request", problem),
            Kind::Rule(broken) => debug.field("rule", broken),
            Kind::Scope { needed, granted } => {
                debug.field("needed", needed).field("granted", granted)
            }
            Kind::Token { error, .. } => debug.field("token", error),
            Kind::Deadline => debug.field("deadline", &true),
            Kind::Paging(problem) => debug.field("paging", problem),
            Kind::File => debug.field("file", &true),
            Kind::Write(error) => debug.field("write", error),
            Kind::Transport(error) => debug.field("transport", error),
            Kind::Version { found, .. } => debug.field("version", found),
            Kind::Decode(error) => debug.field("decode", error),
            Kind::Api(error) => debug.field("code", &error.code()),
            Kind::Status(error) => debug.field("undocumented", error),
        };
        if let Some(response) = &self.0.response {
            debug.field("status", &response.status().as_u16());
            debug.field("request_id", &self.request_id());
            debug.field("body_len", &response.body().len());
        }
        debug.finish()
    }
}

fn write_status(f: &mut fmt::Formatter<'_>, status: StatusCode) -> fmt::Result {
    match status.canonical_reason() {
        Some(reason) => write!(f, "{} {reason}: ", status.as_u16()),
        None => write!(f, "{}: ", status.as_u16()),
    }
}
