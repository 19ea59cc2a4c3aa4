//! Changes of the fields of structs.

use super::{
    Comparison,
    change::{Change, Direction, Impact, Kind},
    direction,
    limits::{Shift, shift},
    parameters::phrases,
};
use crate::{
    model::{Field, Presence, StructType, Type},
    spelling::field_type,
};

impl Comparison<'_> {
    /// Compares the fields of a struct.
    pub(super) fn fields(
        &mut self,
        before: &StructType,
        after: &StructType,
        old: &Type,
        new: &Type,
    ) {
        let way = direction(new.usage);
        for field in &before.fields {
            let same = |new: &&Field| new.wire_name == field.wire_name;
            // A field that is read under its old name, too, has moved.
            let alias = |new: &&Field| {
                new.aliases.contains(&field.wire_name)
                    && !before
                        .fields
                        .iter()
                        .any(|old| old.wire_name == new.wire_name)
            };
            if let Some(new_field) = after.fields.iter().find(same) {
                self.field(field, new_field, new);
            } else if let Some(new_field) = after.fields.iter().find(alias) {
                let subject = format!("{}.{}", new.name, new_field.name);
                let change = Change::new(
                    Kind::FieldMoved,
                    way,
                    subject,
                    "has another name",
                    &new_field.at,
                )
                .effect(&field.wire_name, &new_field.wire_name)
                .moved_from(&field.at);
                self.add(if field.name == new_field.name {
                    change.impact(Impact::Breaking, Impact::None)
                } else {
                    change.advice(format!("write `{}`", new_field.name))
                });
                let renamed = Field {
                    name: new_field.name.clone(),
                    ..field.clone()
                };
                self.field(&renamed, new_field, new);
            } else {
                self.field_removed(field, new);
            }
        }
        for field in &after.fields {
            let known = |old: &Field| {
                old.wire_name == field.wire_name || field.aliases.contains(&old.wire_name)
            };
            if !before.fields.iter().any(known) {
                self.field_added(field, new);
            }
        }
        if old.usage.request && new.usage.request {
            self.argument_order(before, after, new);
        }
    }

    fn field_removed(&mut self, field: &Field, ty: &Type) {
        let subject = format!("{}.{}", ty.name, field.name);
        let way = direction(ty.usage);
        let change = Change::new(Kind::FieldRemoved, way, subject, "is gone", &field.at)
            .was(field_type(field));
        // Nothing fails to be read for lack of something optional.
        let change = if way == Some(Direction::Response) && field.presence != Presence::Required {
            change.impact(Impact::Compatible, Impact::Breaking)
        } else {
            change
        };
        self.add_without(change, &[&field.ty]);
    }

    fn field_added(&mut self, field: &Field, ty: &Type) {
        let subject = format!("{}.{}", ty.name, field.name);
        let (kind, message) = if is_argument(field) && ty.usage.request {
            (Kind::RequiredFieldAdded, "is new and required")
        } else if field.constant.is_some()
            && field.presence == Presence::Required
            && ty.usage.request
        {
            (Kind::RequiredFieldAdded, "is new and filled in")
        } else if field.presence == Presence::Nullable && ty.usage.request {
            (Kind::RequiredFieldAdded, "is new and null if it is not set")
        } else if matches!(field.presence, Presence::Required | Presence::Nullable) {
            (Kind::RequiredFieldAdded, "is new")
        } else {
            (Kind::OptionalFieldAdded, "is new")
        };
        let mut change = Change::new(kind, direction(ty.usage), subject, message, &field.at)
            .is(field_type(field));
        if is_argument(field) && ty.usage.request {
            change = change.advice(format!("give it to `{}::new`", ty.name));
        } else if ty.usage.request && kind == Kind::RequiredFieldAdded {
            // Newer crates send it without asking; older ones do not send it.
            change = change.impact(Impact::Breaking, Impact::Compatible);
        }
        self.add_with(change, &[&field.ty]);
    }

    fn field(&mut self, old: &Field, new: &Field, ty: &Type) {
        let way = direction(ty.usage);
        let subject = format!("{}.{}", ty.name, new.name);
        let change =
            |kind, message: &str| Change::new(kind, way, subject.as_str(), message, &new.at);
        let effect = |change: Change| change.effect(field_type(old), field_type(new));
        if old.name != new.name {
            self.add(
                change(Kind::FieldRenamed, "has another name")
                    .effect(&old.name, &new.name)
                    .advice(format!("write `{}`", new.name)),
            );
        }
        if !self.same(&old.ty, &new.ty) {
            let mut change = effect(change(Kind::FieldTypeChanged, "has another type"));
            if self.alike(&old.ty, &new.ty) {
                change = change.impact(Impact::None, Impact::Breaking);
            }
            self.add_instead(change, &[&old.ty], &[&new.ty]);
        }
        self.presence(old, new, ty, &change);
        let limits =
            |change: Change| change.effect(phrases(&old.constraints), phrases(&new.constraints));
        match shift(&old.constraints, &new.constraints) {
            Shift::Same => {}
            Shift::Looser => self.add(limits(change(Kind::FieldLimitsLoosened, "allows more"))),
            Shift::Tighter => self.add(limits(change(Kind::FieldLimitsTightened, "allows less"))),
        }
        self.meaning(old, new, ty, &change);
        self.handling(old, new, &change);
    }

    /// Whether it can be absent or null.
    fn presence(
        &mut self,
        old: &Field,
        new: &Field,
        ty: &Type,
        change: &impl Fn(Kind, &str) -> Change,
    ) {
        let Some((kind, sent, read)) = presence(old.presence, new.presence) else {
            return;
        };
        let message = if ty.usage.response { read } else { sent };
        let (before, after) = (field_type(old), field_type(new));
        let mut change = change(kind, message);
        if before != after {
            change = change.effect(before, after);
        }
        if old.presence == Presence::Patch && kind == Kind::FieldAlwaysPresent {
            change = change.impact(Impact::Breaking, Impact::Breaking);
        }
        if ty.usage.request {
            match (is_argument(old), is_argument(new)) {
                (false, true) => change = change.advice(format!("give it to `{}::new`", ty.name)),
                (true, false) => change = change.advice(format!("set it with `.{}(…)`", new.name)),
                _ => {}
            }
        }
        self.add(change);
    }

    /// Defaults, constants, deprecation.
    fn meaning(
        &mut self,
        old: &Field,
        new: &Field,
        ty: &Type,
        change: &impl Fn(Kind, &str) -> Change,
    ) {
        match (&old.default, &new.default) {
            (None, Some(after)) => {
                self.add(change(Kind::FieldDefaultStated, "has a documented default").is(after));
            }
            (Some(before), after) if Some(before) != after.as_ref() => self.add(
                change(
                    Kind::FieldDefaultChanged,
                    "means something else when left out",
                )
                .effect(before, after.as_deref().unwrap_or("nothing documented")),
            ),
            _ => {}
        }
        let change_of = |message| change(Kind::FieldConstantChanged, message);
        // Where nobody has to give it, the values of its type say the rest.
        let asked = ty.usage.request
            && (old.presence, new.presence) == (Presence::Required, Presence::Required);
        let is_set =
            |field: &Field| matches!(field.presence, Presence::Nullable | Presence::Optional);
        let set = ty.usage.request && is_set(old) && is_set(new);
        let setter = format!("`{}::{}`", ty.name, new.name);
        match (&old.constant, &new.constant) {
            (Some(before), Some(after)) if before != after => {
                self.add(change_of("has another only value").effect(before, after));
            }
            (Some(before), None) if asked => self.add(
                change_of("has to be chosen")
                    .was(before)
                    .advice(format!("give it to `{}::new`", ty.name))
                    .impact(Impact::Compatible, Impact::Breaking),
            ),
            (None, Some(after)) if asked => {
                self.add(change_of("has one value only").is(after).advice(format!(
                    "leave it out of `{}::new`: it is filled in",
                    ty.name
                )))
            }
            (Some(before), None) if set => self.add(
                change_of("has to be chosen")
                    .was(before)
                    .advice(format!("give it to {setter}"))
                    .impact(Impact::Compatible, Impact::Breaking),
            ),
            (None, Some(after)) if set => self.add(
                change_of("has one value only")
                    .is(after)
                    .advice(format!("call {setter} without a value")),
            ),
            _ => {}
        }
        match (old.deprecated, new.deprecated) {
            (false, true) => self.add(change(Kind::FieldDeprecated, "is deprecated")),
            (true, false) => self.add(change(
                Kind::DeprecationWithdrawn,
                "is no longer deprecated",
            )),
            _ => {}
        }
    }

    /// What the crate does with it: redaction, other names.
    fn handling(&mut self, old: &Field, new: &Field, change: &impl Fn(Kind, &str) -> Change) {
        match (old.sensitive, new.sensitive) {
            (false, true) => self.add(change(Kind::FieldRedacted, "is kept out of `Debug`")),
            (true, false) => self.add(
                change(Kind::FieldNotRedacted, "is shown by `Debug`")
                    .advice("make sure that no log gets to see it"),
            ),
            _ => {}
        }
        for alias in new
            .aliases
            .iter()
            .filter(|alias| !old.aliases.contains(alias))
        {
            if *alias != old.wire_name {
                self.add(change(Kind::AliasAdded, "is read under another name, too").is(alias));
            }
        }
        for alias in old
            .aliases
            .iter()
            .filter(|alias| !new.aliases.contains(alias))
        {
            if *alias != new.wire_name {
                let message = "is no longer read under another name";
                self.add(change(Kind::AliasRemoved, message).was(alias));
            }
        }
    }

    fn argument_order(&mut self, before: &StructType, after: &StructType, ty: &Type) {
        let order = |one: &StructType, other: &StructType| -> Vec<String> {
            let arguments = |kind: &StructType| -> Vec<String> {
                let fields = kind.fields.iter().filter(|field| is_argument(field));
                fields.map(|field| field.wire_name.clone()).collect()
            };
            let others = arguments(other);
            arguments(one)
                .into_iter()
                .filter(|name| others.contains(name))
                .collect()
        };
        let (before, after) = (order(before, after), order(after, before));
        if before != after {
            self.add(
                Change::new(
                    Kind::ArgumentOrderChanged,
                    direction(ty.usage),
                    format!("{}::new", ty.name),
                    "takes its arguments in another order",
                    &ty.at,
                )
                .effect(before.join(", "), after.join(", "))
                .advice("swap them: the compiler does not tell those of one type apart"),
            );
        }
    }
}

/// Whether the constructor asks for it.
fn is_argument(field: &Field) -> bool {
    field.presence == Presence::Required && field.constant.is_none()
}

/// What has happened, in the words of requests and in those of responses.
fn presence(old: Presence, new: Presence) -> Option<(Kind, &'static str, &'static str)> {
    use Presence::{Nullable, Optional, Patch, Required};
    Some(match (old, new) {
        (Required, Required) | (Nullable, Nullable) | (Optional, Optional) | (Patch, Patch) => {
            return None;
        }
        (_, Required) => (Kind::FieldNowRequired, "is required", "is always there"),
        (Required, Nullable) => (Kind::FieldNowNullable, "can be null", "can be null"),
        (Required, Optional) => (Kind::FieldNowOptional, "can be left out", "can be absent"),
        (Nullable, Optional) => (
            Kind::FieldMayBeAbsent,
            "can be left out, not only null",
            "can be absent, not only null",
        ),
        (Optional | Patch, Nullable) => (
            Kind::FieldAlwaysPresent,
            "is sent always, null included",
            "is always there, null included",
        ),
        (_, Patch) => {
            let message = "can be set to null";
            (Kind::FieldNowClearable, message, message)
        }
        (Patch, Optional) => {
            let message = "can no longer be set to null";
            (Kind::FieldNotClearable, message, message)
        }
    })
}
