//! Changes of what the methods of enums and unions say.

use super::{
    advice::Advice, change::Change, comparison::Comparison, kind::Kind, subject::Subject,
    types::change as of_type, value::Value,
};
use crate::{
    model::{EnumType, EnumValue, Field, Type, UnionType},
    spelling::lifecycle,
};

impl Comparison<'_> {
    /// Compares the lifecycle of an enum. Values that only one model has are changes of their own.
    pub(super) fn lifecycle(&mut self, old: &EnumType, new: &EnumType, ty: &Type) {
        let (olds, news) = (lifecycle(old), lifecycle(new));
        let change = |kind, name: &str| of_method(kind, name, ty);
        if olds.is_empty() {
            for (name, values) in &news {
                self.add(change(Kind::LifecycleAdded, name).is(Value::Names(names(values))));
            }
        }
        if news.is_empty() {
            for (name, values) in &olds {
                self.add(change(Kind::LifecycleRemoved, name).was(Value::Names(names(values))));
            }
        }
        for ((name, before), (_, after)) in olds.iter().zip(&news) {
            if known(before, new) != known(after, old) {
                let change = change(Kind::LifecycleChanged, name);
                let (before, after) = (names(before), names(after));
                self.add(change.effect(Value::Names(before), Value::Names(after)));
            }
        }
    }

    /// Compares the accessors of a union, for the fields that all its variants share.
    pub(super) fn accessors(&mut self, old: &UnionType, new: &UnionType, ty: &Type) {
        let (old_api, new_api) = (self.old, self.new);
        let (olds, news) = (old_api.common_fields(old), new_api.common_fields(new));
        let gone = missing(&olds, &news);
        if !gone.is_empty() {
            let change = of_type(Kind::AccessorsRemoved, ty).was(Value::Names(gone));
            self.add(change.advice(Advice::MatchVariants));
        }
        let come = missing(&news, &olds);
        if !come.is_empty() {
            self.add(of_type(Kind::AccessorsAdded, ty).is(Value::Names(come)));
        }
    }
}

fn of_method(kind: Kind, name: &str, ty: &Type) -> Change {
    let subject = Subject::Method {
        ty: ty.name.clone(),
        name: name.to_owned(),
    };
    Change::new(kind, None, subject, &ty.at)
}

/// The names of the fields that are not among the others.
fn missing(fields: &[&Field], others: &[&Field]) -> Vec<String> {
    let is_missing = |field: &&&Field| !others.iter().any(|other| other.name == field.name);
    let missing = fields.iter().filter(is_missing);
    missing.map(|field| field.name.clone()).collect()
}

fn names(values: &[&EnumValue]) -> Vec<String> {
    let values = values.iter();
    values.map(|value| value.wire_name.clone()).collect()
}

/// Those of the values that the other enum has, too.
fn known<'a>(values: &[&'a EnumValue], other: &EnumType) -> Vec<&'a str> {
    let values = values.iter().map(|value| value.wire_name.as_str());
    let has = |name: &&str| other.values.iter().any(|known| known.wire_name == *name);
    values.filter(has).collect()
}
