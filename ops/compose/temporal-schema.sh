#!/bin/sh
# Brings Temporal's two databases to the schema of its version. Does nothing when they are there already, so it runs at
# every start; a newer version of the image upgrades them. The password comes in SQL_PASSWORD.
set -eu

upgrade() {
  temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --db "$1" setup-schema -v 0.0
  temporal-sql-tool --plugin postgres12 --ep postgres -p 5432 -u temporal --db "$1" \
    update-schema -d "/etc/temporal/schema/postgresql/v12/$2/versioned"
}

upgrade temporal temporal
upgrade temporal_visibility visibility
