# Varnish in front of Copydesk. Responses are cached as their headers say, and purged by their keys:
# curl -X PURGE -H 'Surrogate-Key: site in:tag_01kb0y6a9m8n7p6q5r4s3t2v1w' http://127.0.0.1:6081/
vcl 4.1;

backend copydesk {
  .host = "127.0.0.1";
  .port = "3000";
}

acl purgers {
  "127.0.0.1";
  "::1";
}

sub vcl_recv {
  if (req.method == "PURGE") {
    if (client.ip !~ purgers) {
      return (synth(403));
    }
    if (req.http.Surrogate-Key !~ "^[\w:-]+( [\w:-]+)*$") {
      return (synth(400, "Surrogate-Key must name what is to be purged"));
    }
    ban("obj.http.Surrogate-Key ~ (^|\s)(" + regsuball(req.http.Surrogate-Key, " ", "|") + ")(\s|$)");
    return (synth(200, "Purged"));
  }
  if (req.url ~ "^/graphql($|\?)") {
    # The delivery API knows no cookies, and Varnish caches nothing for a request that has one.
    unset req.http.Cookie;
  }
}
