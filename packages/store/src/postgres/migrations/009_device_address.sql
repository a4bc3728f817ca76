-- From where a device asked to be let in, for whoever is asked.
ALTER TABLE device_codes ADD COLUMN address text;
