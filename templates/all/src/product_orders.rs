//! Reduced grid fees after § 14a EnWG.

use crate::types::{Enwg14aModules, ProductOrder, ProductOrderType};

/// The modules that can be ordered together. Module 2 excludes the others, and module 3 needs
/// module 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GridFeeModules {
    /// A flat yearly reduction.
    Module1,
    /// 60 % off the grid fee per kWh, for a device behind a meter of its own.
    Module2,
    /// The flat reduction, and grid fees that vary with the time of day; needs a smart meter.
    Modules1And3,
}

impl From<GridFeeModules> for Enwg14aModules {
    fn from(modules: GridFeeModules) -> Self {
        match modules {
            GridFeeModules::Module1 => Self::new().module_1(true),
            GridFeeModules::Module2 => Self::new().module_2(true),
            GridFeeModules::Modules1And3 => Self::new().module_1(true).module_3(true),
        }
    }
}

impl ProductOrder {
    /// Orders a smart meter with the signup. A subscription has one such order ever.
    pub fn smart_meter() -> Self {
        Self::new(ProductOrderType::SmartMeter)
    }

    /// Orders reduced grid fees with the signup.
    pub fn grid_fee_reduction(modules: GridFeeModules) -> Self {
        Self::new(ProductOrderType::Enwg14a).enwg_14a(modules.into())
    }
}
