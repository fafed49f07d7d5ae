#!/bin/sh
# Makes the box of startSystemd() and becomes its first process. Runs as root in namespaces of its own (mounts, processes, network, names,
# control groups). $1: a folder that exists; $2: this repository, which is /srv/ich-triage within; $3: a folder that is /box on both sides.
# Whatever is written within, /etc and all, is written to memory and is gone with the box; the machine's own disk is under it, to be read.
set -eu
mount --make-rprivate /
mount -t tmpfs box "$1"
root=$1/root
mkdir "$1/upper" "$1/work" "$root"
mount -t overlay box -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$root"
mkdir -p "$root/srv/ich-triage" "$root/box"
mkdir "$1/upper-of-it" "$1/work-of-it"
mount -t overlay repository -o "lowerdir=$2,upperdir=$1/upper-of-it,workdir=$1/work-of-it" "$root/srv/ich-triage"
mount --bind "$3" "$root/box"
mount -t proc proc "$root/proc"
# What is the whole machine's stays as it is.
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t cgroup2 cgroup "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 dev "$root/dev"
for name in null zero full random urandom tty; do
  : >"$root/dev/$name"
  mount --bind "/dev/$name" "$root/dev/$name"
done
mkdir "$root/dev/shm" "$root/dev/pts"
# Without it PrivateDevices= fails.
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs shm "$root/dev/shm"
mount -t tmpfs run "$root/run"
mount -t tmpfs tmp "$root/tmp"
ip link set lo up
units=$root/etc/systemd/system
# Nothing that is switched on outside starts within, and nothing asks for what only a whole machine has.
rm -rf "$units"/*.wants
for name in systemd-udevd systemd-udev-trigger systemd-sysctl systemd-modules-load systemd-networkd systemd-resolved; do
  ln -sf /dev/null "$units/$name.service"
done
for name in sys-kernel-debug sys-kernel-tracing sys-fs-fuse-connections dev-hugepages; do
  ln -sf /dev/null "$units/$name.mount"
done
mkdir "$root/old"
cd "$root"
pivot_root . old
umount -l /old
# As it is on a whole machine: credentials reach a service by it.
mount --make-rshared /
exec env -i container=box PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --unit=basic.target --show-status=no --log-target=journal
