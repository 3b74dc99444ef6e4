-- What telling an incident needs of each version, so that its record need not be read again whenever another report comes.
-- Derived from the record; a version without a row, or with bytes of another build, gets one when it is told of next.
CREATE TABLE kept(
    document INTEGER NOT NULL,
    version INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    UNIQUE(document, version)
) STRICT;

-- By which those that joined an incident are found when it joins another.
CREATE INDEX incident_joined ON incident(joined) WHERE joined IS NOT NULL;

-- And the edits that give a claim to an incident, by its number ("I12").
CREATE INDEX edit_given ON edit(CAST(substr(value, 2) AS INTEGER)) WHERE kind = 'correct' AND field = 'incident';
