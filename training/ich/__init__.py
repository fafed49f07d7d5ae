"""Training of ICH Triage's slice model: everything but the scripts."""
