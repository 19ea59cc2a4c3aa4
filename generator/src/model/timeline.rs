//! Which versions of an API have what one of them has, and where its calls went.

use super::{Api, Operation, Type, Version};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The first and the last version that have a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Availability {
    /// The first version that has it; `None` where that is the oldest of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Version>,
    /// The last version that has it; `None` where that is the newest of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Version>,
}

impl Availability {
    /// Every version has it.
    pub const EVERYWHERE: &Self = &Self {
        since: None,
        until: None,
    };
}

/// The call that takes the place of another one in a later version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Successor {
    /// The first version without the old route.
    pub version: Version,
    /// The Rust call there, for example `loans().list()`.
    pub call: String,
}

/// What the other versions of an API say about the things of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    /// Operations that not every version has, by route.
    pub operations: BTreeMap<String, Availability>,
    /// Types that not every version has, by name.
    pub types: BTreeMap<String, Availability>,
    /// Fields, values and variants that other versions have than their type, by type and wire
    /// name.
    pub members: BTreeMap<String, BTreeMap<String, Availability>>,
    /// Where operations went, by their routes.
    pub successors: BTreeMap<String, Successor>,
}

/// The API of a version, with what the others say about it.
#[derive(Clone, Copy, Debug)]
pub struct Dated<'a> {
    /// What the version has.
    pub api: &'a Api,
    /// Since when and until when there is that.
    pub timeline: &'a Timeline,
}

impl Timeline {
    /// Which versions have an operation.
    pub fn of_operation(&self, operation: &Operation) -> &Availability {
        or_everywhere(self.operations.get(&operation.route()))
    }

    /// Which versions have a type.
    pub fn of_type(&self, ty: &Type) -> &Availability {
        or_everywhere(self.types.get(&ty.name))
    }

    /// Which versions have a field, value or variant of a type.
    pub fn of_member(&self, ty: &Type, wire_name: &str) -> &Availability {
        let members = self.members.get(&ty.name);
        let own = members.and_then(|members| members.get(wire_name));
        own.unwrap_or_else(|| self.of_type(ty))
    }

    /// What takes the place of an operation.
    pub fn successor(&self, operation: &Operation) -> Option<&Successor> {
        self.successors.get(&operation.route())
    }
}

fn or_everywhere(availability: Option<&Availability>) -> &Availability {
    availability.unwrap_or(Availability::EVERYWHERE)
}
