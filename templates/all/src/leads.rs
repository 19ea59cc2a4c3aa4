//! Leads: from three facts to a checkout link, and on to the subscription.

use crate::{
    Decimal, Watch,
    api::Leads,
    types::{
        Event, InsertLead, InsertLeadAddress, InsertLeadMeter, Lead, LeadId, PlanId, SubscriptionId,
    },
};
use nomos_client_runtime::{Watched, scope::CanRead};
use std::time::Duration;

/// How often a lead is asked for, unless told: a checkout takes minutes.
const EVERY: Duration = Duration::from_secs(5 * 60);

impl InsertLead {
    /// What a lead needs: a plan, the postal code of the place of supply, and the expected kWh per
    /// year (at least 100). The checkout behind [`Lead::link`] asks for the rest.
    pub fn of(
        plan: impl Into<PlanId>,
        zip: impl Into<String>,
        estimated_usage: impl Into<Decimal>,
    ) -> Self {
        Self::new(
            plan,
            InsertLeadAddress::new(zip),
            InsertLeadMeter::new(estimated_usage),
        )
    }
}

impl Lead {
    /// Whether it has become a subscription. Its link works until then.
    pub fn is_converted(&self) -> bool {
        self.subscription.is_some()
    }
}

impl Watched for Lead {
    fn state(&self) -> String {
        let visited = self.last_visited_at.map(|at| at.to_string());
        let subscription = self.subscription.as_ref().map(SubscriptionId::as_str);
        format!(
            "{} {}",
            subscription.unwrap_or_default(),
            visited.unwrap_or_default()
        )
    }

    fn is_final(&self) -> bool {
        self.is_converted()
    }
}

impl<S: CanRead + Clone + 'static> Leads<S> {
    /// Follows a lead until it has become a subscription: its visits, then the conversion. Asks
    /// every five minutes; [`Watch::every`] changes that. A webhook says it sooner, see
    /// [`Event::converted_lead`].
    pub fn watch(&self, id: impl Into<LeadId>) -> Watch<Lead> {
        let (leads, id) = (self.clone(), id.into());
        Watch::new(move || leads.get(&id)).every(EVERY)
    }
}

impl Event {
    /// The lead that has become a subscription, and that subscription; `None` for other events and
    /// for subscriptions without a lead.
    pub fn converted_lead(&self) -> Option<(&LeadId, &SubscriptionId)> {
        match self {
            Self::SubscriptionCreated(event) => {
                let lead = event.context.lead.as_ref()?;
                Some((lead, &event.context.subscription))
            }
            _ => None,
        }
    }
}
