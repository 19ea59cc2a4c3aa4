//! Changes of what is checked before a request is sent, and of what errors mean.

use super::{
    change::Change,
    comparison::Comparison,
    kind::{Impact, Kind},
    pairs::Call,
    subject::Subject,
};
use crate::{
    model::{Check, MeaningKind, Operation, Rule},
    spelling::{check, meaning},
};
use std::mem::discriminant;

impl Comparison<'_> {
    /// Compares the rules of every operation that both models have, and the meanings of its errors.
    pub(super) fn rules(&mut self) {
        for pair in self.pairs.operations.clone() {
            self.rules_of(pair.old.1, pair.new);
            self.meanings_of(pair.old.1, pair.new);
        }
    }

    fn rules_of(&mut self, old: &Operation, new: Call<'_>) {
        let change = |kind, rule: &Rule| of_call(kind, new, &rule.field, "x-rules");
        let mut olds: Vec<&Rule> = old.rules.iter().collect();
        for after in &new.1.rules {
            let mut pair = olds.iter().position(|before| *before == after);
            pair = pair.or_else(|| olds.iter().position(|before| is_same(before, after)));
            let Some(before) = pair.map(|index| olds.remove(index)) else {
                self.add(change(Kind::RuleAdded, after).is(&check(&after.check)));
                continue;
            };
            if let Some(kind) = shift(&before.check, &after.check) {
                let effect = (check(&before.check), check(&after.check));
                self.add(change(kind, after).effect(&effect.0, &effect.1));
            } else if before.text != after.text {
                let change = change(Kind::RuleReworded, after);
                self.add(change.effect(&before.text, &after.text));
            }
        }
        for before in olds {
            self.add(change(Kind::RuleRemoved, before).was(&check(&before.check)));
        }
    }

    fn meanings_of(&mut self, old: &Operation, new: Call<'_>) {
        let change = |kind, status: u16| {
            let name = format!("error {status}");
            of_call(kind, new, &name, "x-meanings")
        };
        for before in &old.meanings {
            if !new.1.meanings.contains(before) {
                let change = change(Kind::MeaningRemoved, before.status).was(&meaning(before));
                // Code can ask for a name only; the version is a hint for people.
                self.add(match before.kind {
                    MeaningKind::Named(_) => change,
                    MeaningKind::NeedsVersion(_) => change.impact(Impact::None, Impact::None),
                });
            }
        }
        for after in &new.1.meanings {
            if !old.meanings.contains(after) {
                let change = change(Kind::MeaningAdded, after.status);
                self.add(change.is(&meaning(after)));
            }
        }
    }
}

fn of_call(kind: Kind, (resource, operation): Call<'_>, name: &str, member: &str) -> Change {
    let subject = Subject::Rule {
        call: operation.call_name(&resource.name),
        name: name.to_owned(),
    };
    Change::new(kind, None, subject, &operation.at.child(member))
}

/// Whether a rule is another form of the other one.
fn is_same(one: &Rule, other: &Rule) -> bool {
    one.field == other.field && discriminant(&one.check) == discriminant(&other.check)
}

/// Whether a rule rejects more requests than before, or fewer; the code of a function is unknown.
fn shift(old: &Check, new: &Check) -> Option<Kind> {
    let is_looser = match (old, new) {
        (old, new) if old == new => return None,
        (Check::AtLeast(old), Check::AtLeast(new)) => new < old,
        (Check::Excludes(old), Check::Excludes(new)) | (Check::Needs(old), Check::Needs(new)) => {
            new.iter().all(|name| old.contains(name))
        }
        (Check::NeedsOneOf(old), Check::NeedsOneOf(new)) => {
            old.iter().all(|pair| new.contains(pair))
        }
        _ => false,
    };
    Some(if is_looser {
        Kind::RuleLoosened
    } else {
        Kind::RuleTightened
    })
}
