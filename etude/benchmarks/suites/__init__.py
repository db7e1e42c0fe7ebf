"""The suites that come with Etude, one YAML file each."""
