//! The names of changed items.

use crate::compare::{Role, Subject, User};

/// A changed item, by its name in the crate.
pub fn subject(subject: &Subject) -> String {
    match subject {
        Subject::Api => "the API".to_owned(),
        Subject::Route(route) => route.to_string(),
        Subject::Call(call) => call.to_string(),
        Subject::Parameter { call, name } => format!("{name} of {call}"),
        Subject::Rule { call, name } => format!("{name} of {call}"),
        Subject::Client(name) => format!("{name} of the client"),
        Subject::Method { ty, name } => format!("{ty}::{name}"),
        Subject::Item(path) => path.clone(),
        Subject::Paging(name) => format!("{name} of paged lists"),
        Subject::Type(name) | Subject::Member(name) => name.clone(),
        Subject::Constructor(ty) => format!("{ty}::new"),
        Subject::Field { ty, name } => format!("{ty}.{name}"),
        Subject::Variant { ty, name } => format!("{ty}::{name}"),
        Subject::Filters(set) => format!("filters::{set}"),
        Subject::Filter { set, name } => format!("filters::{set}::{name}"),
        Subject::Error(status) => format!("error {status}"),
        Subject::ErrorBody => "every error".to_owned(),
    }
}

/// An item that uses a changed one.
pub fn user(user: &User) -> String {
    match user {
        User::Call { call, role } => match role {
            Role::Output => call.to_string(),
            Role::Body => format!("{call} (body)"),
            Role::Parameter => format!("{call} (parameter)"),
            Role::Filter => format!("{call} (filter)"),
        },
        User::Field { ty, name, .. } => format!("{ty}.{name}"),
        User::Variant { ty, name, .. } => format!("{ty}::{name}"),
        User::EveryError => "every error".to_owned(),
    }
}
