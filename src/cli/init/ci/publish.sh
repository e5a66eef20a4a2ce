#!/bin/sh
# Builds the notes and copies the site to a server:
#
#   ./publish.sh user@example.org:/srv/www/notes/
#   BASE_URL=https://example.org/notes/ ./publish.sh user@example.org:/srv/www/notes/
#
# Files on the server that the site no longer has are deleted there. DRY_RUN=1 shows what would be
# done. Nothing is copied if the notes have errors.
set -eu

to=${1:?"say where to: ./publish.sh user@host:/folder/"}
cd "$(dirname "$0")"

notesgen build ${BASE_URL:+--base-url "$BASE_URL"} -o public
rsync --archive --compress --delete-after --exclude=/.notesgen ${DRY_RUN:+--dry-run --itemize-changes} \
  -- public/ "${to%/}/"
