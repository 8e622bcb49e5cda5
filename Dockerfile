# Nothing but the three static executables: make build agent, then docker build -t REGISTRY/tartan:TAG .
FROM scratch
COPY bin/tartan bin/tartanctl bin/tartan-agent /
ENTRYPOINT ["/tartan-agent"]
