#!/usr/bin/env bash
# Run once by the postgres image, on an empty volume: a role for each of those who keep data here, and nobody can connect
# to the database of another. The owner-bot cannot read the shop even if it is taken over.
set -euo pipefail

psql --username postgres --dbname postgres --set ON_ERROR_STOP=1 \
  --set shop_password="$SHOP_DB_PASSWORD" \
  --set owner_password="$OWNER_DB_PASSWORD" \
  --set temporal_password="$TEMPORAL_DB_PASSWORD" <<'SQL'
CREATE ROLE shop LOGIN PASSWORD :'shop_password';
CREATE ROLE owner_bot LOGIN PASSWORD :'owner_password';
CREATE ROLE temporal LOGIN PASSWORD :'temporal_password';
CREATE DATABASE orderly OWNER shop;
CREATE DATABASE orderly_owner OWNER owner_bot;
CREATE DATABASE temporal OWNER temporal;
CREATE DATABASE temporal_visibility OWNER temporal;
REVOKE CONNECT ON DATABASE orderly, orderly_owner, temporal, temporal_visibility FROM PUBLIC;
SQL
