# An image with the tool, from the archive that `make dist` wrote:
#
#   docker build -t waymark -f Dockerfile .build/dist
#   docker run --rm -v "$PWD:/site" -p 4000:4000 waymark                       # the preview
#   docker run --rm -v "$PWD:/site" --user "$(id -u):$(id -g)" waymark build   # the site in public/
FROM debian:bookworm-slim AS archive
ARG ARCHIVE=waymark-*-linux-x86_64.tar.gz
COPY ${ARCHIVE} /tmp/waymark.tar.gz
RUN mkdir /tool && tar -xzf /tmp/waymark.tar.gz --strip-components=1 -C /tool

FROM debian:bookworm-slim
COPY --from=archive /tool/ /usr/local/
WORKDIR /site
EXPOSE 4000
ENTRYPOINT ["waymark"]
CMD ["serve", "--host", "0.0.0.0"]
