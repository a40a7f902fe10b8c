"""Translation packages of Argos: downloaded, checked, unpacked, found and removed."""
