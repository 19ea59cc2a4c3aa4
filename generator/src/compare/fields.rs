//! Changes of the fields of structs.

use super::{
    advice::Advice,
    change::{Change, Detail},
    comparison::Comparison,
    kind::{Direction, Impact, Kind},
    limits::{Shift, shift},
    subject::Subject,
    value::Value,
};
use crate::model::{Field, Presence, StructType, Type};

impl Comparison<'_> {
    /// Compares the fields of a struct.
    pub(super) fn fields(
        &mut self,
        before: &StructType,
        after: &StructType,
        old: &Type,
        new: &Type,
    ) {
        for field in &before.fields {
            // A field that is also read under its old name was renamed.
            let alias = |new: &&Field| {
                new.is_read_as(&field.wire_name) && named(before, &new.wire_name).is_none()
            };
            if let Some(new_field) = named(after, &field.wire_name) {
                self.field(field, new_field, new);
            } else if let Some(new_field) = after.fields.iter().find(alias) {
                self.field_moved(field, new_field, new);
            } else {
                let is_like = |new: &&Field| {
                    let is_new = named(before, &new.wire_name).is_none();
                    is_new && new.presence == field.presence && self.same(&field.ty, &new.ty)
                };
                let mut alike = after.fields.iter().filter(is_like);
                let only = alike.next().filter(|_| alike.next().is_none());
                self.field_removed(field, only, new);
            }
        }
        for field in &after.fields {
            let mut old_fields = before.fields.iter();
            if !old_fields.any(|old| field.is_read_as(&old.wire_name)) {
                self.field_added(field, new);
            }
        }
        if old.usage.request && new.usage.request {
            self.argument_order(before, after, new);
        }
    }

    /// A field that is gone; `alike` is the only new one of its shape, whose name it may have now.
    fn field_removed(&mut self, field: &Field, alike: Option<&Field>, ty: &Type) {
        let change = of_field(Kind::FieldRemoved, field, ty)
            .was(field)
            .removes(&field.at);
        let change = match alike {
            Some(alike) => change.advice(Advice::UseNameIfRenamed(alike.name.clone())),
            None => change,
        };
        // A missing optional field breaks no decoding.
        let read_only = change.direction == Some(Direction::Response);
        let change = if read_only && field.presence != Presence::Required {
            change.impact(Impact::Compatible, Impact::Breaking)
        } else {
            change
        };
        self.add_without(change, &[&field.ty]);
    }

    fn field_added(&mut self, field: &Field, ty: &Type) {
        let sent = ty.usage.request;
        let (kind, detail) = match field.presence {
            Presence::Required if sent && field.constant.is_some() => {
                (Kind::RequiredFieldAdded, Some(Detail::FilledIn))
            }
            Presence::Required if sent => (Kind::RequiredFieldAdded, Some(Detail::Passed)),
            Presence::Nullable if sent => (Kind::RequiredFieldAdded, Some(Detail::NullUnlessSet)),
            Presence::Required | Presence::Nullable => (Kind::RequiredFieldAdded, None),
            Presence::Optional | Presence::Patch | Presence::Rest => {
                (Kind::OptionalFieldAdded, None)
            }
        };
        let change = of_field(kind, field, ty).is(field).adds(&field.at);
        let change = match detail {
            None => change,
            Some(Detail::Passed) => change
                .detail(Detail::Passed)
                .advice(Advice::PassToConstructor(ty.name.clone())),
            // Newer crates send it automatically; older ones do not send it.
            Some(detail) => change
                .detail(detail)
                .impact(Impact::Breaking, Impact::Compatible),
        };
        self.add_with(change, &[&field.ty]);
    }

    /// A field that has another name on the wire.
    fn field_moved(&mut self, old: &Field, new: &Field, ty: &Type) {
        let change = of_field(Kind::FieldMoved, new, ty)
            .effect(&old.wire_name, &new.wire_name)
            .moved_from(&old.at);
        self.add(if old.name == new.name {
            change.impact(Impact::Breaking, Impact::None)
        } else {
            change.advice(Advice::UseName(new.name.clone()))
        });
        // The change on the wire covers the name in Rust.
        let renamed = Field {
            name: new.name.clone(),
            ..old.clone()
        };
        self.field(&renamed, new, ty);
    }

    /// A field with the same name on the wire.
    fn field(&mut self, old: &Field, new: &Field, ty: &Type) {
        let change = |kind| of_field(kind, new, ty).moved_from(&old.at);
        if old.name != new.name {
            let change = change(Kind::FieldRenamed).effect(&old.name, &new.name);
            self.add(change.advice(Advice::UseName(new.name.clone())));
        }
        if !self.same(&old.ty, &new.ty) {
            let mut change = change(Kind::FieldTypeChanged).effect(old, new);
            if self.alike(&old.ty, &new.ty) {
                change = change.impact(Impact::None, Impact::Breaking);
            }
            self.add_instead(change, &[&old.ty], &[&new.ty]);
        }
        self.presence(old, new, ty);
        let limits = |kind| change(kind).effect(&*old.constraints, &*new.constraints);
        match shift(&old.constraints, &new.constraints) {
            Shift::Same => {}
            Shift::Looser => self.add(limits(Kind::FieldLimitsLoosened)),
            Shift::Tighter => self.add(limits(Kind::FieldLimitsTightened)),
        }
        self.default(old, new, ty);
        self.constant(old, new, ty);
        match (old.deprecated, new.deprecated) {
            (false, true) => self.add(change(Kind::FieldDeprecated)),
            (true, false) => self.add(change(Kind::DeprecationWithdrawn)),
            _ => {}
        }
        self.redaction(old, new, ty);
        self.aliases(old, new, ty);
    }

    /// Whether it can be absent or null.
    fn presence(&mut self, old: &Field, new: &Field, ty: &Type) {
        let Some(kind) = presence(old.presence, new.presence) else {
            return;
        };
        let mut change = of_field(kind, new, ty).effect(old, new).moved_from(&old.at);
        if old.presence == Presence::Patch && kind == Kind::FieldAlwaysPresent {
            change = change.impact(Impact::Breaking, Impact::Breaking);
        }
        if ty.usage.request {
            match (old.is_constructor_argument(), new.is_constructor_argument()) {
                (false, true) => change = change.advice(Advice::PassToConstructor(ty.name.clone())),
                (true, false) => change = change.advice(Advice::SetWith(new.name.clone())),
                _ => {}
            }
        }
        self.add(change);
    }

    fn default(&mut self, old: &Field, new: &Field, ty: &Type) {
        let change = |kind| of_field(kind, new, ty).moved_from(&old.at);
        match (&old.default, &new.default) {
            (None, Some(after)) => self.add(change(Kind::FieldDefaultStated).is(after)),
            (Some(before), after) if Some(before) != after.as_ref() => {
                let (before, after) = (old.default.clone(), after.clone());
                let change = change(Kind::FieldDefaultChanged);
                self.add(change.effect(Value::Default(before), Value::Default(after)));
            }
            _ => {}
        }
    }

    /// The only value that it can have.
    fn constant(&mut self, old: &Field, new: &Field, ty: &Type) {
        let change = || of_field(Kind::FieldConstantChanged, new, ty).moved_from(&old.at);
        // If no caller passes or sets it, the values of its type report the rest.
        let both = |wanted: &[Presence]| {
            ty.usage.request && wanted.contains(&old.presence) && wanted.contains(&new.presence)
        };
        let passed = both(&[Presence::Required]);
        let set = both(&[Presence::Nullable, Presence::Optional]);
        match (&old.constant, &new.constant) {
            (Some(before), Some(after)) if before != after => {
                self.add(change().effect(before, after));
            }
            (Some(before), None) if passed || set => {
                let advice = if passed {
                    Advice::PassToConstructor(ty.name.clone())
                } else {
                    Advice::SetWith(new.name.clone())
                };
                let change = change().was(before).advice(advice);
                self.add(change.impact(Impact::Compatible, Impact::Breaking));
            }
            (None, Some(after)) if passed || set => {
                let advice = if passed {
                    Advice::OmitFromConstructor(ty.name.clone())
                } else {
                    Advice::SetWithoutValue(new.name.clone())
                };
                self.add(change().is(after).advice(advice));
            }
            _ => {}
        }
    }

    fn redaction(&mut self, old: &Field, new: &Field, ty: &Type) {
        match (old.sensitive, new.sensitive) {
            (false, true) => self.add(of_field(Kind::FieldRedacted, new, ty)),
            (true, false) => {
                let change = of_field(Kind::FieldNotRedacted, new, ty);
                self.add(change.advice(Advice::KeepOutOfLogs));
            }
            _ => {}
        }
    }

    /// Compares the aliases.
    fn aliases(&mut self, old: &Field, new: &Field, ty: &Type) {
        for alias in new.aliases.iter().filter(|alias| !old.is_read_as(alias)) {
            self.add(of_field(Kind::AliasAdded, new, ty).is(alias));
        }
        for alias in old.aliases.iter().filter(|alias| !new.is_read_as(alias)) {
            self.add(of_field(Kind::AliasRemoved, new, ty).was(alias));
        }
    }

    fn argument_order(&mut self, before: &StructType, after: &StructType, ty: &Type) {
        let order = |one: &StructType, other: &StructType| -> Vec<String> {
            let in_both = |name: &&str| arguments(other).any(|other| other == *name);
            arguments(one).filter(in_both).map(str::to_owned).collect()
        };
        let (before, after) = (order(before, after), order(after, before));
        if before != after {
            let subject = Subject::Constructor(ty.name.clone());
            let way = Direction::of(ty.usage);
            let change = Change::new(Kind::ArgumentOrderChanged, way, subject, &ty.at)
                .effect(Value::Names(before), Value::Names(after))
                .advice(Advice::ReorderArguments);
            self.add(change);
        }
    }
}

fn of_field(kind: Kind, field: &Field, ty: &Type) -> Change {
    let subject = Subject::field(&ty.name, &field.name);
    Change::new(kind, Direction::of(ty.usage), subject, &field.at)
}

fn named<'a>(kind: &'a StructType, wire_name: &str) -> Option<&'a Field> {
    let mut fields = kind.fields.iter();
    fields.find(|field| field.wire_name == wire_name)
}

/// The arguments of the constructor, by wire name.
fn arguments(kind: &StructType) -> impl Iterator<Item = &str> {
    let fields = kind.constructor_arguments();
    fields.map(|field| field.wire_name.as_str())
}

fn presence(old: Presence, new: Presence) -> Option<Kind> {
    use Presence::{Nullable, Optional, Patch, Required, Rest};
    Some(match (old, new) {
        // Only a property that is called like the rest is something else.
        (Rest, _) | (_, Rest) => return None,
        (Required, Required) | (Nullable, Nullable) | (Optional, Optional) | (Patch, Patch) => {
            return None;
        }
        (_, Required) => Kind::FieldNowRequired,
        (Required, Nullable) => Kind::FieldNowNullable,
        (Required, Optional) => Kind::FieldNowOptional,
        (Nullable, Optional) => Kind::FieldMayBeAbsent,
        (Optional | Patch, Nullable) => Kind::FieldAlwaysPresent,
        (_, Patch) => Kind::FieldNowClearable,
        (Patch, Optional) => Kind::FieldNotClearable,
    })
}
