//! Changes of the parameters of paging, which all lists have in common.

use super::{
    change::Change, comparison::Comparison, kind::Kind, parameters::value_changes,
    subject::Subject, users::User,
};
use crate::{model::Parameter, source::Pointer};

impl Comparison<'_> {
    /// Compares limit and cursor of every list that is paged in both models; the same change of
    /// several lists is one.
    pub(super) fn paging(&mut self) {
        let mut found: Vec<Change> = Vec::new();
        for pair in self.pairs.operations.clone() {
            let (resource, operation) = pair.new;
            for new in &operation.paging {
                let mut parameters = pair.old.1.paging.iter();
                let same = |old: &&Parameter| old.wire_name == new.wire_name;
                let Some(old) = parameters.find(same) else {
                    continue;
                };
                let user = User::call(operation.call_name(&resource.name));
                for change in value_changes(old, new, &paging_change(new)) {
                    let change = change.moved_from(&old.at);
                    match found.iter_mut().find(|known| is_alike(known, &change)) {
                        Some(known) => {
                            known.users.push(user.clone());
                            known.same_at.push((old.at.clone(), new.at.clone()));
                        }
                        None => found.push(Change {
                            users: vec![user.clone()],
                            ..change
                        }),
                    }
                }
            }
        }
        self.changes.extend(found);
    }
}

fn paging_change(parameter: &Parameter) -> impl Fn(Kind) -> Change {
    let subject = Subject::Paging(parameter.wire_name.clone());
    let at: Pointer = parameter.at.clone();
    move |kind| Change::new(kind, None, subject.clone(), &at)
}

fn is_alike(one: &Change, other: &Change) -> bool {
    let what = |change: &Change| (change.kind, change.before.clone(), change.after.clone());
    one.subject == other.subject && what(one) == what(other)
}
