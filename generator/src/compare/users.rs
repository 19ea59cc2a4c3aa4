//! The users of a type: fields of other types, and ultimately operations.

use crate::model::{Api, CallName, Kind, Operation, TypeRef};
use std::collections::BTreeSet;

/// An item that uses a changed one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum User {
    /// An operation.
    Call {
        /// Its call.
        call: CallName,
        /// The role of the changed item.
        role: Role,
    },
    /// A field of a struct.
    Field {
        /// The struct.
        ty: String,
        /// The field.
        name: String,
        /// The users of the struct; empty if they are listed elsewhere in the tree.
        users: Vec<Self>,
    },
    /// A branch of a union.
    Variant {
        /// The union.
        ty: String,
        /// The branch.
        name: String,
        /// The users of the union; empty if they are listed elsewhere in the tree.
        users: Vec<Self>,
    },
    /// The body of every error.
    EveryError,
}

/// The role of an item in an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The result, or the call as a whole.
    Output,
    /// The body of the request.
    Body,
    /// An argument or setter.
    Parameter,
    /// A value that a filter compares with.
    Filter,
}

impl User {
    /// An operation with what belongs to it as a whole.
    pub fn call(call: CallName) -> Self {
        Self::Call {
            call,
            role: Role::Output,
        }
    }

    /// The users of the type that this is a part of; `None` if it is not part of a type.
    pub fn users(&self) -> Option<&[Self]> {
        match self {
            Self::Field { users, .. } | Self::Variant { users, .. } => Some(users),
            Self::Call { .. } | Self::EveryError => None,
        }
    }
}

/// The users of the named type, from the inside out. Each item is followed only once.
pub fn users(api: &Api, name: &str) -> Vec<User> {
    let mut seen = BTreeSet::from([name.to_owned()]);
    Users {
        api,
        seen: &mut seen,
    }
    .of(name)
}

struct Users<'a> {
    api: &'a Api,
    /// Types whose users are in the tree already.
    seen: &'a mut BTreeSet<String>,
}

impl Users<'_> {
    fn of(&mut self, name: &str) -> Vec<User> {
        let mut users = self.calls(name);
        users.extend(self.errors(name));
        users.extend(self.types(name));
        users
    }

    fn calls(&self, name: &str) -> Vec<User> {
        let operations = self.api.operations();
        operations
            .flat_map(|(resource, operation)| {
                let roles = self.roles(operation, name).into_iter();
                roles.map(|role| User::Call {
                    call: operation.call_name(&resource.name),
                    role,
                })
            })
            .collect()
    }

    fn roles(&self, operation: &Operation, name: &str) -> Vec<Role> {
        let mut parameters = operation.parameters.iter();
        let filters = operation.filter.and_then(|set| self.api.filters.get(set));
        let mut filters = filters.iter().flat_map(|set| &set.fields);
        let uses = [
            (
                Role::Output,
                operation.output.ty().is_some_and(|ty| names(ty, name)),
            ),
            (
                Role::Body,
                operation
                    .body
                    .as_ref()
                    .is_some_and(|body| names(&body.ty, name)),
            ),
            (
                Role::Parameter,
                parameters.any(|parameter| names(&parameter.ty, name)),
            ),
            (Role::Filter, filters.any(|field| names(&field.value, name))),
        ];
        let uses = uses.into_iter().filter(|(_, uses)| *uses);
        uses.map(|(role, _)| role).collect()
    }

    fn errors(&self, name: &str) -> Option<User> {
        let errors = self.api.errors.as_ref()?;
        let mut bodies = errors.bodies.iter();
        bodies
            .any(|body| names(&body.ty, name))
            .then_some(User::EveryError)
    }

    fn types(&mut self, name: &str) -> Vec<User> {
        let (api, mut users) = (self.api, Vec::new());
        for ty in &api.types {
            match &ty.kind {
                Kind::Struct(kind) => {
                    for field in kind.fields.iter().filter(|field| names(&field.ty, name)) {
                        users.push(User::Field {
                            ty: ty.name.clone(),
                            name: field.name.clone(),
                            users: self.of_unseen(&ty.name),
                        });
                    }
                }
                Kind::Union(kind) => {
                    let uses = |ty: &Option<TypeRef>| ty.as_ref().is_some_and(|ty| names(ty, name));
                    for variant in kind.variants.iter().filter(|variant| uses(&variant.ty)) {
                        users.push(User::Variant {
                            ty: ty.name.clone(),
                            name: variant.name.clone(),
                            users: self.of_unseen(&ty.name),
                        });
                    }
                }
                Kind::Enum(_) => {}
            }
        }
        users
    }

    fn of_unseen(&mut self, name: &str) -> Vec<User> {
        if self.seen.insert(name.to_owned()) {
            self.of(name)
        } else {
            Vec::new()
        }
    }
}

fn names(ty: &TypeRef, name: &str) -> bool {
    ty.name() == Some(name)
}
