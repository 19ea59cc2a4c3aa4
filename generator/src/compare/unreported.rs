//! Types that were added or removed without a change that accounts for them.

use super::{
    comparison::{Comparison, claim, places},
    kind::Kind,
    types::change,
    users::users,
};
use crate::model::{Api, Type};
use std::collections::BTreeSet;

impl Comparison<'_> {
    /// Adds a change for each of them, with the types that only it uses.
    pub(super) fn unreported_types(&mut self) {
        let (old, new) = (self.old, self.new);
        let mut gone = std::mem::take(&mut self.gone);
        while let Some(ty) = take_root(old, &mut gone) {
            let mut change = change(Kind::TypeRemoved, ty).removes(&ty.at);
            change.types = claim(old, &mut gone, &ty.parts());
            change.old_nodes.extend(places(old, &change.types));
            self.add(change);
        }
        let mut come = std::mem::take(&mut self.come);
        while let Some(ty) = take_root(new, &mut come) {
            let mut change = change(Kind::TypeAdded, ty).adds(&ty.at);
            change.types = claim(new, &mut come, &ty.parts());
            change.new_nodes.extend(places(new, &change.types));
            change.users = users(new, &ty.name);
            self.add(change);
        }
    }
}

/// Removes a type from `open` that is not part of another one in it, if there is one.
fn take_root<'a>(api: &'a Api, open: &mut BTreeSet<String>) -> Option<&'a Type> {
    let types = || open.iter().filter_map(|name| api.type_named(name));
    let leads_to = |outer: &Type, name: &str| {
        let mut parts = outer.parts().into_iter();
        outer.name != name && parts.any(|part| part.innermost().name() == Some(name))
    };
    let is_root = |ty: &&Type| !types().any(|outer| leads_to(outer, &ty.name));
    let root = types().find(is_root).or_else(|| types().next())?;
    open.remove(&root.name);
    Some(root)
}
