//! The basis of a client and of the handles of its resources.

use std::{fmt, marker::PhantomData, ops::Deref};

use super::core::Core;

/// A [`Core`] whose calls are limited to the [scope](crate::scope) `S` at compile time. Cheap to
/// clone.
///
/// Generated clients and the handles of their resources wrap one:
///
/// ```
/// use nomos_client_runtime::{Core, ScopedCore, scope::ReadWrite};
///
/// #[derive(Clone, Debug)]
/// pub struct Plans<S = ReadWrite>(ScopedCore<S>);
/// ```
pub struct ScopedCore<S> {
    core: Core,
    scope: PhantomData<fn() -> S>,
}

impl<S> ScopedCore<S> {
    /// Returns the same core, limited to another scope.
    pub fn rescoped<Other>(&self) -> ScopedCore<Other> {
        self.core.clone().into()
    }
}

impl<S> From<Core> for ScopedCore<S> {
    fn from(core: Core) -> Self {
        Self {
            core,
            scope: PhantomData,
        }
    }
}

impl<S> Deref for ScopedCore<S> {
    type Target = Core;

    fn deref(&self) -> &Core {
        &self.core
    }
}

impl<S> Clone for ScopedCore<S> {
    fn clone(&self) -> Self {
        self.rescoped()
    }
}

impl<S> fmt::Debug for ScopedCore<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.core.fmt(f)
    }
}
