"""From a release to answers over HTTP."""
