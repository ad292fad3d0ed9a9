"""The shortlist that readers keep on their device."""
