//! Comparison of two models: their changes, as data.
//!
//! ```text
//! Pairs::find ─► operations, parameters ─► types, fields ─► filters, errors ─► types that came and went with them
//! ```

mod advice;
mod change;
mod client;
mod comparison;
mod documentation;
mod errors;
mod fields;
mod filters;
mod items;
mod kind;
mod limits;
mod methods;
mod names;
mod operations;
mod paging;
mod pairs;
mod parameters;
mod review;
mod rules;
mod stand_in;
mod subject;
mod surface;
mod types;
mod unmodelled;
mod unreported;
mod users;
mod value;

pub use advice::Advice;
pub use change::{Change, Detail};
pub use items::items;
pub use kind::{Class, Direction, Impact, Kind};
pub(crate) use pairs::{Call, Pairs};
pub use review::{Concern, Finding, Reviewed, review};
pub(crate) use stand_in::stand_in;
pub use subject::Subject;
pub use unmodelled::unmodelled;
pub use users::{Role, User};
pub use value::{Form, Value};

use crate::{model::Dated, source::Pointer};
use comparison::Comparison;

/// Every change from `old` to `new`, breaking ones first, each group in document order.
pub fn compare(old: Dated<'_>, new: Dated<'_>) -> Vec<Change> {
    let version = &new.api.version.name;
    let mut comparison = Comparison::new(old, new);
    comparison.server();
    comparison.client();
    comparison.operations();
    comparison.rules();
    comparison.paging();
    comparison.types();
    comparison.filters();
    comparison.errors();
    comparison.unreported_types();
    comparison.documentation();
    let mut changes = comparison.changes;
    changes.extend(surface::unreported_items(old.api, new.api, &changes));
    for change in &mut changes {
        change.identify(version);
    }
    changes.sort_by_key(|change| std::cmp::Reverse(change.class));
    changes
}

impl Comparison<'_> {
    fn server(&mut self) {
        if self.old.base_url != self.new.base_url {
            let at = Pointer::root().join(["servers", "0", "url"]);
            let change = Change::new(Kind::ServerChanged, None, Subject::Api, &at)
                .effect(&self.old.base_url, &self.new.base_url)
                .advice(Advice::CheckCredentials);
            self.add(change);
        }
    }
}
