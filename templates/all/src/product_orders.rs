//! Products ordered with a sign-up: smart meters, and reduced grid fees under § 14a EnWG.

use crate::types::{Enwg14aModules, ProductOrder, ProductOrderType};

/// The modules that can be ordered together. Module 2 excludes the others, and module 3 needs
/// module 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GridFeeModules {
    /// A flat yearly reduction of the grid fee.
    Module1,
    /// The grid fee per kWh cut by 60 %, for a device behind its own sub-meter.
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
    /// Orders a smart meter with the sign-up. Each subscription can order one only once.
    pub fn smart_meter() -> Self {
        Self::new(ProductOrderType::SmartMeter)
    }

    /// Orders reduced grid fees with the sign-up.
    pub fn grid_fee_reduction(modules: GridFeeModules) -> Self {
        Self::new(ProductOrderType::Enwg14a).enwg_14a(modules.into())
    }
}
